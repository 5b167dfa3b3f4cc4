-- Bytes -> how far they are UTF-8, for LuaJIT; decode.py is the only one to call it. One pass, each byte once.

local ffi, band = require("ffi"), require("bit").band

-- What a byte begins: a sign of so many bytes, 1 to 4, or nothing, 9.
local kind = ffi.new("uint8_t[256]")
for code = 0, 127 do kind[code] = 1 end
for code = 128, 255 do kind[code] = 9 end
for code = 0xC2, 0xDF do kind[code] = 2 end
for code = 0xE0, 0xEF do kind[code] = 3 end
for code = 0xF0, 0xF4 do kind[code] = 4 end

-- Bounds of the second byte: no sign is written longer than it must be, none is half of a pair.
local least, most = ffi.new("uint8_t[256]"), ffi.new("uint8_t[256]")
for code = 0, 255 do least[code], most[code] = 0x80, 0xBF end
least[0xE0], most[0xED], least[0xF0], most[0xF4] = 0xA0, 0x9F, 0x90, 0x8F

-- Where the signs of ASCII end that begin at `at`, by four as long as four are left.
local function behind_ascii(p, at, size)
  while at + 4 <= size and band(ffi.cast("const int32_t*", p + at)[0], -0x7F7F7F80) == 0 do at = at + 4 end
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

-- Of `page`: parts that are no UTF-8; signs outside ASCII, those parts among them.
local function scan(page)
  local p, size, at = ffi.cast("const uint8_t*", page), #page, 0
  local broken, foreign = 0, 0
  while at < size do
    local c = p[at]
    local width = kind[c]
    if width == 1 then
      at = behind_ascii(p, at + 1, size)
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
        if whole < width then broken = broken + 1 end
        at = at + whole
      end
    end
  end
  return broken, foreign
end

return scan
