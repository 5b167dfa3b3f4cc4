-- HTML -> lines and boxes in one pass, for LuaJIT; tree.py is the only one to call it.
--
-- Tags are read and closed as a browser does it, as far as that says where a line of text ends and which element
-- holds it. Nothing is built but what the page readers ask for. Time is linear in the page: each byte is looked at
-- once or twice, and no search among the open elements goes deeper than DEEPEST.

local ffi = require("ffi")
local buffer, clear = require("string.buffer"), require("table.clear")
local lower, find, band = string.lower, string.find, require("bit").band

-- Code that is compiled for each branch of a path takes more room than LuaJIT has by itself.
require("jit.opt").start("maxtrace=8000", "maxrecord=16000", "maxmcode=8192")

local DEEPEST = 256 -- open elements among which one is looked for
local LONGEST_MARK, LONGEST_STYLE, LONGEST_META = 1200, 2000, 4000 -- bytes

local function set(names)
  local made = {}
  for name in names:gmatch("%S+") do made[name] = true end
  return made
end

local INLINE = set([[a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q ruby s
  samp small span strike strong sub sup time tt u var wbr]])
local SKIPPED = set([[applet audio base button canvas datalist embed frameset iframe input link map math noscript
  object option rp rt select style svg template textarea video]])
local VOID = set("area base basefont bgsound br col command embed frame hr img input link meta param source track wbr")
local RAW = set("script style textarea title iframe noembed noframes xmp") -- text up to their own end, tags or not
local HEAD = set("html head")
-- A paragraph ends where one of these begins.
local ENDS_P = set([[address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure
  footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p pre section summary table ul xmp]])
local CELL, ROW, ROWS = set("td th"), set("tr"), set("tbody thead tfoot")
local IN_ROW, IN_ROWS, IN_TABLE = set("tr table"), set("tbody thead tfoot table"), set("table")
local LI, TERM, P = set("li"), set("dd dt"), set("p")
local NO_BLOCK = set("div p address span") -- through which a list item is closed by the next
local HEADING = set("h1 h2 h3 h4 h5 h6")
local TABLE = set("table td th caption")
-- An end tag closes what is open in between, but no element of a higher rank.
local RANK = { table = 6, tbody = 5, thead = 5, tfoot = 5, tr = 4, td = 3, th = 3, caption = 3 }
local BLOCK, TEXT_LEVEL = 2, 1

local PLAIN, BOX, WITHIN_LINE, LINK = 0, 1, 2, 3 -- kinds of open elements

local is_space = ffi.new("uint8_t[256]")
for _, code in ipairs({ 9, 10, 12, 13, 32 }) do is_space[code] = 1 end
local ends_name = ffi.new("uint8_t[256]", is_space) -- of a tag: space, / and >
ends_name[47], ends_name[62] = 1, 1
local is_letter = ffi.new("uint8_t[256]")
for code = 65, 90 do is_letter[code], is_letter[code + 32] = 1, 1 end

-- The name between `from` and `upto` in small letters. No pattern: LuaJIT compiles none.
local function name_at(p, from, upto)
  local is_small = true
  for place = from, upto - 1 do
    if p[place] >= 65 and p[place] <= 90 then is_small = false end
  end
  local name = ffi.string(p + from, upto - from)
  return is_small and name or lower(name)
end

local hides = {}
local remembered = 0

-- Whether a style keeps an element out of sight. Remembered: a site has few styles.
local function is_hiding(style)
  local known = hides[style]
  if known == nil then
    local text = lower(style)
    known = find(text, "display%s*:%s*none") or find(text, "text%-indent%s*:%s*%-%d%d%d")
      or find(text, "left%s*:%s*%-%d%d%d%d") or find(text, "top%s*:%s*%-%d%d%d%d")
      or find(text, "font%-size%s*:%s*0%s*;") or find(text, "font%-size%s*:%s*0%s*$")
      or find(text, "font%-size%s*:%s*0[pe][xmt]%s*;") or find(text, "font%-size%s*:%s*0[pe][xmt]%s*$")
      or find(text, "font%-size%s*:%s*0%%%s*;") or find(text, "font%-size%s*:%s*0%%%s*$")
    known = known ~= nil
    if remembered > 4000 then hides, remembered = {}, 0 end
    hides[style], remembered = known, remembered + 1
  end
  return known
end

local MOST_TAGS = 30000 -- of a page: five times what a large one has; what comes behind them is not read
local function column() return ffi.new("int32_t[?]", MOST_TAGS + 16) end

-- The page that is being read. Everything stands here and not in a closure a page: LuaJIT compiles for what it knows.
local text, p, size, at
local lines, line_count, line_box, line_linked, line_size = buffer.new(), 0, column(), column(), 0
local line_is_link, line_marks, line_stops, odd_lines, odd_count = column(), column(), column(), column(), 0
local line = buffer.new() -- what has been read of the line that isn't over
local tag_of, parents, mark_of = column(), column(), column()
local hidden = ffi.new("uint8_t[?]", MOST_TAGS + 16)
local place_of = column() -- of a box: where it stands among those that hold a line
local links, link_count, link_line = buffer.new(), 0, column()
local times, time_count, time_line = buffer.new(), 0, column()
local scripts_from, scripts_upto, script_count = column(), column(), 0
local titles, linked_data, meta = buffer.new(), buffer.new(), buffer.new()
local numbers, tags, tag_count = {}, buffer.new(), 0 -- of the names of boxes, as they come
local mark_numbers, marks, mark_count = {}, buffer.new(), 0 -- likewise
local names, kinds, before, depth = {}, {}, {}, 0 -- the open elements
local open = {} -- how many of a name
local box, box_count, has_body, inside_links = 0, 0, false, 0
-- The element that is open and not seen: its name (nil: none), and how many of each name are open in it.
local unseen, within = nil, {}
local no_comment_ends = false
local first_box, linked = 0, 0

local function new_box(name, mark, is_hidden)
  local number = numbers[name]
  if not number then
    number = tag_count
    numbers[name], tag_count = number, number + 1
    tags:put(name, "\0")
  end
  local mark_number = mark_numbers[mark]
  if not mark_number then
    mark_number = mark_count
    mark_numbers[mark], mark_count = mark_number, mark_number + 1
    marks:put(mark, "\0")
  end
  tag_of[box_count], parents[box_count], mark_of[box_count] = number, box, mark_number
  hidden[box_count] = (is_hidden or (box >= 0 and hidden[box] == 1)) and 1 or 0
  box = box_count
  box_count = box_count + 1
end

local function begin(page)
  for _, one in ipairs({ lines, line, marks, links, times, titles, linked_data, meta, tags }) do
    one:reset()
  end
  for _, one in ipairs({ numbers, names, kinds, before, open, within, mark_numbers }) do clear(one) end
  line_count, line_size, link_count, time_count, tag_count, mark_count, odd_count = 0, 0, 0, 0, 0, 0, 0
  script_count = 0
  depth, box, box_count, has_body, inside_links = 0, -1, 0, false, 0
  unseen, no_comment_ends = nil, false
  first_box, linked = 0, 0
  text, p, size, at = page, ffi.cast("const uint8_t*", page), #page, 0
  new_box("html", "", false)
end

-- Marks of running text and which of them end a sentence; those of ASCII only before white space.
local MARK, STOP = 1, 2
local ascii_marks = ffi.new("uint8_t[128]")
for sign in (",;:"):gmatch(".") do ascii_marks[sign:byte()] = MARK end
for sign in (".!?"):gmatch(".") do ascii_marks[sign:byte()] = STOP end

-- Of a sign of three bytes: whether it is a mark, whether an indent behind it parts two paragraphs. 。！？；：，、“”…）
local function rhythm(c, d, e)
  if c == 0xE3 and d == 0x80 then
    if e == 0x82 then return STOP, true end
    return e == 0x81 and MARK or 0, false
  elseif c == 0xEF and d == 0xBC then
    if e == 0x81 or e == 0x9F then return STOP, true end
    if e == 0x9B then return STOP, false end
    return (e == 0x8C or e == 0x9A) and MARK or 0, e == 0x89
  elseif c == 0xE2 and d == 0x80 then
    if e == 0xA6 then return STOP, true end
    return (e == 0x9C or e == 0x9D) and MARK or 0, e == 0x9D
  end
  return 0, false
end

-- Whether a sign of three bytes is one of those that nobody sees: they are left out.
local function is_invisible(c, d, e)
  if c == 0xE2 and d == 0x80 then return (e >= 0x8B and e <= 0x8F and e ~= 0x8D) or (e >= 0xAA and e <= 0xAE) end
  if c == 0xE2 and d == 0x81 then return e >= 0xA0 and e <= 0xA9 and e ~= 0xA5 end
  return c == 0xEF and d == 0xBB and e == 0xBF
end

-- Whether it is one of the rare white ones, or one that joins others.
local function is_odd(c, d, e)
  if c == 0xE2 then
    return (d == 0x80 and (e <= 0x8F or (e >= 0xA8 and e <= 0xAF))) or (d == 0x81 and e >= 0x9F and e <= 0xAF)
  end
  return c == 0xE1 and d == 0x9A and e == 0x80
end

-- How many bytes of what nobody sees stand at `i`: a control, an invisible sign, one that joins nothing.
local function unseen_width(q, i, n)
  local c = q[i]
  if c < 32 or c == 127 then return is_space[c] == 0 and 1 or 0 end
  if c == 0xC2 then return i + 1 < n and q[i + 1] == 0xAD and 2 or 0 end
  if (c ~= 0xE2 and c ~= 0xEF) or i + 2 >= n then return 0 end
  local d, e = q[i + 1], q[i + 2]
  return (is_invisible(c, d, e) or (c == 0xE2 and d == 0x80 and e == 0x8D)) and 3 or 0
end

local function is_nbsp(q, i, n)
  return i + 5 < n and q[i + 1] == 110 and q[i + 2] == 98 and q[i + 3] == 115 and q[i + 4] == 112 and q[i + 5] == 59
end

-- `q`, `n` bytes, with runs of white space made one space, written to `w`: how many bytes, signs, marks and stops.
-- -1 for a line that Python has to read: with an entity, a control, a rare sign, or several paragraphs.
local function squeeze(q, n, w)
  local i, k, signs, marked, stops = 0, 0, 0, 0, 0
  local is_gap, is_indent, ends, pending = false, false, false, 0
  while i < n do
    local c, width, white, gone, ended, mark, ascii = q[i], 1, false, false, false, 0, 0
    if c < 128 then
      if is_space[c] == 1 and c ~= 12 then
        white, is_indent = true, false
      elseif c == 38 and is_nbsp(q, i, n) then
        width, white, is_indent = 6, true, false
      elseif c < 32 or c == 127 or c == 38 then
        return -1, 0, 0, 0
      else
        ascii = ascii_marks[c]
      end
    elseif c < 0xE0 then
      width = 2
      if c < 0xC2 or i + 1 >= n then return -1, 0, 0, 0 end
      if c == 0xC2 then
        local d = q[i + 1]
        if d == 0xA0 then
          white, is_indent = true, false
        elseif d == 0xAD then
          gone = true
        elseif d < 0xA0 then
          return -1, 0, 0, 0
        end
      end
    elseif c < 0xF0 then
      width = 3
      if i + 2 >= n then return -1, 0, 0, 0 end
      local d, e = q[i + 1], q[i + 2]
      if is_invisible(c, d, e) then
        gone = true
      elseif is_odd(c, d, e) then
        return -1, 0, 0, 0
      elseif c == 0xE3 and d == 0x80 and e == 0x80 then
        if is_indent and ends then return -1, 0, 0, 0 end
        white, is_indent = true, true
      else
        mark, ended = rhythm(c, d, e)
      end
    else
      width = 4
      if i + 3 >= n then return -1, 0, 0, 0 end
    end
    if white then
      is_gap = true
    elseif not gone then
      if is_gap and k > 0 then
        w[k] = 32
        k, signs = k + 1, signs + 1
        if pending > 0 then marked = marked + 1 end
        if pending == STOP then stops = stops + 1 end
      end
      w[k] = c
      if width > 1 then
        w[k + 1] = q[i + 1]
        if width > 2 then w[k + 2] = q[i + 2] end
        if width > 3 then w[k + 3] = q[i + 3] end
      end
      k, signs = k + width, signs + 1
      if mark > 0 then marked = marked + 1 end
      if mark == STOP then stops = stops + 1 end
      is_gap, is_indent, ends, pending = false, false, ended, ascii
    end
    i = i + width
  end
  if pending > 0 then marked = marked + 1 end
  if pending == STOP then stops = stops + 1 end
  return k, signs, marked, stops
end

local function flush()
  if line_size == 0 then return end
  local q, n = line:ref()
  local w = lines:reserve(n + 1)
  local width, signs, marked, stops = -1, 0, 0, 0
  if tag_of[first_box] ~= numbers.pre then width, signs, marked, stops = squeeze(q, n, w) end
  if width < 0 then
    ffi.copy(w, q, n)
    width = n
    odd_lines[odd_count] = line_count
    odd_count = odd_count + 1
  end
  if width > 0 then
    w[width] = 0
    lines:commit(width + 1)
    line_box[line_count], line_linked[line_count] = first_box, math.min(linked, signs > 0 and signs or linked)
    line_is_link[line_count] = 2 * linked > signs and 1 or 0
    line_marks[line_count], line_stops[line_count] = marked, stops
    line_count = line_count + 1
  end
  line:reset()
  line_size, linked = 0, 0
end

local function push(name, kind, outer)
  depth = depth + 1
  names[depth], kinds[depth], before[depth] = name, kind, outer
  open[name] = (open[name] or 0) + 1
end

local function pop()
  local name, kind = names[depth], kinds[depth]
  open[name] = open[name] - 1
  depth = depth - 1
  if kind == BOX then flush() end
  if kind == BOX or kind == WITHIN_LINE then
    box = before[depth + 1]
  elseif kind == LINK then
    inside_links = inside_links - 1
  end
end

local function is_box_name(name) return not (INLINE[name] or SKIPPED[name]) end

-- Closes the nearest open element of `wanted` unless one of `walls` lies before it.
local function close_open(wanted, walls)
  for place = depth, math.max(1, depth - DEEPEST), -1 do
    local name = names[place]
    if wanted[name] then
      while depth >= place do pop() end
      return
    end
    if walls[name] then return end
  end
end

local function close_item(wanted)
  for place = depth, math.max(1, depth - DEEPEST), -1 do
    local name = names[place]
    if wanted[name] then
      while depth >= place do pop() end
      return
    end
    if is_box_name(name) and not NO_BLOCK[name] then return end
  end
end

-- A link ends wherever it stands: what was opened in it goes on without it.
local function close_link()
  if (open.a or 0) == 0 then return end
  for place = depth, math.max(1, depth - DEEPEST), -1 do
    if kinds[place] == LINK then
      kinds[place] = PLAIN
      inside_links = inside_links - 1
      if place == depth then pop() end
      return
    end
  end
end

-- Whether the end tag is of something within the unseen element, or of that itself, which is over then.
local function ends_unseen(name)
  local count = within[name] or 0
  if count > 0 then
    within[name] = count - 1
    return true
  end
  if name == unseen then
    unseen = nil
    return true
  end
  if (open[name] or 0) == 0 then return true end
  unseen = nil -- what is around it ends: it was never closed
  return false
end

local function end_tag(name)
  if unseen and ends_unseen(name) then return end
  if name == "br" or (name == "p" and (open.p or 0) == 0) then return flush() end
  if name == "a" then return close_link() end
  if HEADING[name] and depth > 0 and HEADING[names[depth]] then return pop() end
  if (open[name] or 0) == 0 then return end
  local rank = RANK[name] or (INLINE[name] and TEXT_LEVEL or BLOCK)
  for place = depth, math.max(1, depth - DEEPEST), -1 do
    local other = names[place]
    if other == name then
      while depth >= place do pop() end
      return
    end
    local others = RANK[other] or (kinds[place] == BOX and BLOCK or TEXT_LEVEL)
    if others > rank then return end
  end
end

local function make_way(name)
  if ENDS_P[name] and (open.p or 0) > 0 then close_open(P, TABLE) end
  if name == "li" then
    if (open.li or 0) > 0 then close_item(LI) end
  elseif TERM[name] then
    if (open.dd or 0) + (open.dt or 0) > 0 then close_item(TERM) end
  elseif CELL[name] then
    close_open(CELL, IN_ROW)
  elseif ROW[name] then
    close_open(ROW, IN_ROWS)
  elseif ROWS[name] then
    close_open(ROWS, IN_TABLE)
  elseif HEADING[name] and depth > 0 and HEADING[names[depth]] then
    pop()
  end
end

-- Which names of attributes are asked for, by length and first letter: one of another shape isn't even copied.
local is_asked = ffi.new("uint8_t[512]")
for name in ("class id itemprop href style hidden type content property name datetime"):gmatch("%S+") do
  is_asked[32 * #name + name:byte() % 32] = 1
end

-- The attributes of the tag that begins before `at`, which moves behind its ">"; only those that are asked for.
local class_id, style, is_hidden, id, kind_of, name_of, content, datetime
local href_from, href_upto = 0, 0

local function attributes()
  class_id, style, is_hidden, id, kind_of, name_of, content, datetime = "", nil, false, false, "", nil, nil, ""
  href_from, href_upto = 0, 0
  while at < size do
    local c = p[at]
    if c == 62 then
      at = at + 1
      return
    elseif is_space[c] == 1 or c == 47 then
      at = at + 1
    else
      local from = at
      at = at + 1
      while at < size and p[at] ~= 61 and ends_name[p[at]] == 0 do at = at + 1 end
      local upto = at
      while at < size and is_space[p[at]] == 1 do at = at + 1 end
      local first, last = 0, 0
      if at < size and p[at] == 61 then
        at = at + 1
        while at < size and is_space[p[at]] == 1 do at = at + 1 end
        local quote = at < size and p[at] or 0
        if quote == 34 or quote == 39 then
          at = at + 1
          first = at
          at = (find(text, quote == 34 and '"' or "'", at + 1, true) or size + 1) - 1
          last = at
          at = math.min(at + 1, size)
        else
          first = at
          while at < size and p[at] ~= 62 and is_space[p[at]] == 0 do at = at + 1 end
          last = at
        end
      end
      local length = upto - from
      if length <= 8 and is_asked[32 * length + band(p[from], 31)] == 1 then
        local name = name_at(p, from, upto)
        local width = last - first
        if name == "class" or name == "id" or name == "itemprop" then
          if width > 0 and #class_id < LONGEST_MARK then
            local mark = ffi.string(p + first, math.min(width, LONGEST_MARK))
            class_id = class_id == "" and mark or class_id .. " " .. mark
            id = id or name == "id"
          end
          if name == "itemprop" and not name_of then name_of = ffi.string(p + first, width) end
        elseif name == "href" then
          if href_from == 0 then href_from, href_upto = first, last end
        elseif name == "style" then
          style = ffi.string(p + first, math.min(width, LONGEST_STYLE))
        elseif name == "hidden" then
          is_hidden = true
        elseif name == "type" then
          kind_of = ffi.string(p + first, width)
        elseif name == "content" then
          content = ffi.string(p + first, math.min(width, LONGEST_META))
        elseif name == "property" then
          name_of = ffi.string(p + first, width)
        elseif name == "name" then
          if not name_of then name_of = ffi.string(p + first, width) end
        elseif name == "datetime" then
          datetime = ffi.string(p + first, width)
        end
      end
    end
  end
end

-- Where the text of a raw element ends that begins at `at`: before its end tag, or with the page.
local function raw_end(name)
  local length = #name
  local place = find(text, "</", at + 1, true)
  while place do
    local stop = place + 1 + length
    if stop <= size and lower(ffi.string(p + place + 1, length)) == name then
      if stop == size or ends_name[p[stop]] == 1 then return place - 1 end
    end
    place = find(text, "</", place + 2, true)
  end
  return size
end

local function start_raw(name)
  local from = at
  at = raw_end(name)
  if unseen or at == from then return end
  if name == "title" then
    titles:putcdata(p + from, at - from):put("\0")
  elseif name == "script" then
    if find(kind_of, "ld+json", 1, true) then
      linked_data:putcdata(p + from, at - from):put("\0")
    else
      scripts_from[script_count], scripts_upto[script_count] = from, at
      script_count = script_count + 1
    end
  elseif name == "xmp" then
    flush()
    line:putcdata(p + from, at - from)
    line_size, first_box = at - from, box
    flush()
  end
end

local function start_inline(name)
  if name == "a" then
    close_link()
    if href_upto > href_from then
      links:putcdata(p + href_from, href_upto - href_from):put("\0")
      link_line[link_count] = line_count
      link_count = link_count + 1
    end
    push("a", LINK, box)
    inside_links = inside_links + 1
  elseif name == "span" then
    if id then
      if style and is_hiding(style) then is_hidden = true end
      push("span", WITHIN_LINE, box)
      new_box("span", class_id, is_hidden)
    else
      push("span", PLAIN, box)
    end
  elseif name == "time" then
    times:put(datetime, "\0")
    time_line[time_count] = line_count
    time_count = time_count + 1
  elseif name == "ruby" then
    push("ruby", PLAIN, box)
  end
end

local function start_tag(name)
  if RAW[name] then
    start_raw(name)
  elseif unseen then
    if not VOID[name] then within[name] = (within[name] or 0) + 1 end
  elseif INLINE[name] or find(name, ":", 1, true) then
    start_inline(name)
  elseif SKIPPED[name] then
    if not VOID[name] then
      clear(within)
      unseen = name
    end
  elseif name == "meta" then
    if name_of and name_of ~= "" and content and content ~= "" then
      meta:put(lower(name_of), "\0", content, "\0")
    end
  elseif not HEAD[name] then
    flush()
    if name == "body" then
      if not has_body and depth == 0 then
        has_body = true
        if style and is_hiding(style) then is_hidden = true end
        new_box(name, class_id, is_hidden)
      end
      return
    end
    make_way(name)
    if not VOID[name] then
      if style and is_hiding(style) then is_hidden = true end
      push(name, BOX, box)
      new_box(name, class_id, is_hidden)
    end
  end
end

-- How many characters are between `from` and `upto` but for white space at both ends; an entity is one.
local function characters(from, upto)
  while from < upto and is_space[p[from]] == 1 do from = from + 1 end
  while upto > from and is_space[p[upto - 1]] == 1 do upto = upto - 1 end
  local count, place = 0, from
  while place < upto do
    local c = p[place]
    if (c < 128 or c >= 192) and unseen_width(p, place, upto) == 0 then count = count + 1 end
    place = place + 1
    if c == 38 then
      local stop = place
      while stop < upto and stop < place + 8 and p[stop] > 34 and p[stop] ~= 59 do stop = stop + 1 end
      if stop < upto and p[stop] == 59 then place = stop + 1 end
    end
  end
  return count
end

local function is_blank(from, upto)
  while from < upto do
    local c = p[from]
    if is_space[c] == 1 then
      from = from + 1
    elseif c == 227 and from + 2 < upto and p[from + 1] == 128 and p[from + 2] == 128 then
      from = from + 3
    elseif c == 194 and from + 1 < upto and p[from + 1] == 160 then
      from = from + 2
    else
      local width = unseen_width(p, from, upto)
      if width == 0 then return false end
      from = from + width
    end
  end
  return true
end

local function data(from, upto)
  if unseen or upto <= from then return end
  if line_size == 0 then
    if is_blank(from, upto) then return end
    first_box = box
  end
  line_size = line_size + upto - from
  line:putcdata(p + from, upto - from)
  if inside_links > 0 then linked = linked + characters(from, upto) end
end

-- Behind the "-->" of the comment that begins at `at`; nil when it has no end: then it is text.
local function comment_end()
  if no_comment_ends then return nil end
  local _, stop = find(text, "-->", at + 3, true)
  no_comment_ends = stop == nil
  return stop
end

local function skip_to_greater(from)
  return find(text, ">", from + 1, true) or size
end

local function ints(of, count) return ffi.string(of, 4 * count) end

-- Drops the boxes without a line: nobody asks for them. How many are left.
local function keep_boxes_with_lines()
  for number = 0, box_count - 1 do place_of[number] = number == 0 and 0 or -1 end
  for number = 0, line_count - 1 do
    local one = line_box[number]
    while place_of[one] < 0 do
      place_of[one] = 0
      one = parents[one]
    end
  end
  local kept = 0
  for number = 0, box_count - 1 do
    if place_of[number] >= 0 then
      place_of[number] = kept
      parents[kept] = number > 0 and place_of[parents[number]] or -1
      tag_of[kept], hidden[kept], mark_of[kept] = tag_of[number], hidden[number], mark_of[number]
      kept = kept + 1
    end
  end
  for number = 0, line_count - 1 do line_box[number] = place_of[line_box[number]] end
  return kept
end

local function flatten(page)
  begin(page)
  local count = 0
  while at < size do
    local from = at
    at = (find(text, "<", at + 1, true) or size + 1) - 1
    local c = at + 1 < size and p[at + 1] or 0
    local is_tag = is_letter[c] == 1 or (c == 47 and at + 2 < size and is_letter[p[at + 2]] == 1)
    local is_other = c == 33 or c == 63 or c == 47
    if at >= size then
      data(from, size)
    elseif not (is_tag or is_other) then
      at = at + 1 -- "<" as a sign
      data(from, at)
    else
      data(from, at)
      if is_other and not is_tag then
        local stop
        if c == 33 and at + 3 < size and p[at + 2] == 45 and p[at + 3] == 45 then stop = comment_end() end
        at = stop or skip_to_greater(at + 2)
      else
        count = count + 1
        if count > MOST_TAGS then break end
        local is_end = c == 47
        local begin = at + (is_end and 2 or 1)
        at = begin
        while at < size and ends_name[p[at]] == 0 do at = at + 1 end
        local name = name_at(p, begin, at)
        if is_end then
          at = skip_to_greater(at)
          end_tag(name)
        else
          attributes()
          start_tag(name)
        end
      end
    end
  end
  flush()
  local boxes = keep_boxes_with_lines()
  return lines:get(), ints(line_box, line_count), ints(line_linked, line_count), ints(line_is_link, line_count),
    ints(line_marks, line_count), ints(line_stops, line_count), ints(odd_lines, odd_count), tags:get(),
    ints(tag_of, boxes), ints(parents, boxes), marks:get(), ints(mark_of, boxes), ffi.string(hidden, boxes),
    links:get(), ints(link_line, link_count), times:get(), ints(time_line, time_count), titles:get(),
    ints(scripts_from, script_count), ints(scripts_upto, script_count), linked_data:get(), meta:get()
end

return flatten
