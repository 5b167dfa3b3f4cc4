-- Bytes -> how far they are UTF-8, for LuaJIT; decode.py is the only one to call it. One pass, each byte once.

local ffi, bit = require("ffi"), require("bit")
local band, bor = bit.band, bit.bor

-- What a byte begins: 0 a plain sign, 1 a control, 2 to 4 a sign of so many bytes, 9 nothing.
local kind = ffi.new("uint8_t[256]")
for code = 0, 31 do kind[code] = 1 end
kind[9], kind[10], kind[13], kind[127] = 0, 0, 0, 1
for code = 128, 255 do kind[code] = 9 end
for code = 0xC2, 0xDF do kind[code] = 2 end
for code = 0xE0, 0xEF do kind[code] = 3 end
for code = 0xF0, 0xF4 do kind[code] = 4 end

-- Bounds of the second byte: no sign is written longer than it must be, none is half of a pair.
local least, most = ffi.new("uint8_t[256]"), ffi.new("uint8_t[256]")
for code = 0, 255 do least[code], most[code] = 0x80, 0xBF end
least[0xE0], most[0xED], least[0xF0], most[0xF4] = 0xA0, 0x9F, 0x90, 0x8F

local function is_invisible(c, d, e)
  if c == 0xE2 and d == 0x80 then return (e >= 0x8B and e <= 0x8F) or (e >= 0xAA and e <= 0xAE) end
  if c == 0xE2 and d == 0x81 then return e >= 0xA0 and e <= 0xA9 end
  return c == 0xEF and d == 0xBB and e == 0xBF
end

-- Where the plain signs end that begin at `at`: letters, digits, blanks by four, as long as four are left.
local function behind_plain(p, at, size)
  while at + 4 <= size do
    local four = ffi.cast("const int32_t*", p + at)[0]
    -- No byte of 128 or more, none below 32; 127 is told from the others by the sign it would become.
    if band(bor(four, four - 0x20202020, four + 0x01010101), -0x7F7F7F80) ~= 0 then break end
    at = at + 4
  end
  return at
end

-- Where the Chinese signs end that begin at `at`, those that can be nothing else: U+3000 to U+9FFF.
local function behind_chinese(p, at, size)
  while at + 3 <= size and p[at] >= 0xE3 and p[at] <= 0xE9 and band(p[at + 1], 0xC0) == 0x80
    and band(p[at + 2], 0xC0) == 0x80 do
    at = at + 3
  end
  return at
end

-- Of `page`: parts that are no UTF-8; signs outside ASCII, those parts among them; controls; invisible signs.
local function scan(page)
  local p, size, at = ffi.cast("const uint8_t*", page), #page, 0
  local broken, foreign, controls, invisible = 0, 0, 0, 0
  while at < size do
    local c = p[at]
    local width = kind[c]
    if width == 0 then
      at = at + 1
      if at + 4 <= size then at = behind_plain(p, at, size) end
    elseif width == 1 then
      controls = controls + 1
      at = at + 1
    else
      local from = at
      at = behind_chinese(p, at, size)
      if at > from then
        foreign = foreign + (at - from) / 3
      else
        foreign = foreign + 1
        local whole = 1
        if width < 9 and at + 1 < size and p[at + 1] >= least[c] and p[at + 1] <= most[c] then
          whole = 2
          while whole < width and at + whole < size and band(p[at + whole], 0xC0) == 0x80 do
            whole = whole + 1
          end
        end
        if whole < width then
          broken = broken + 1
        elseif width == 2 then
          if c == 0xC2 and p[at + 1] == 0xAD then invisible = invisible + 1 end
        elseif width == 3 and is_invisible(c, p[at + 1], p[at + 2]) then
          invisible = invisible + 1
        end
        at = at + whole
      end
    end
  end
  return broken, foreign, controls, invisible
end

return scan
