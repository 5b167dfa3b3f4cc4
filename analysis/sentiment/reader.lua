-- SnowNLP's segmenter and the sums of its Bayes, for LuaJIT; `reader.py` is the only one to call it.
--
-- A character's tag (0 b, 1 m, 2 e, 3 s) depends on the two before it. `best[16 * step + 4 * tag + before]` is the
-- best log chance of a path that ends in these two tags before character `step` of a run. SnowNLP adds up 64 chances
-- a character. A triple that the model knows is likelier than its pair alone, so that the best path is that of the
-- pair, or one of the few paths whose triple is known; which way it came is asked only on the way back.

local ffi = require("ffi")
local band, rshift, tobit, bxor = bit.band, bit.rshift, bit.tobit, bit.bxor
local max, huge = math.max, math.huge

-- The same in tables.py: what a character is if it is none of the model's, and how keys are hashed.
local SIGN, BLANK, UNSEEN, BEGIN = 0, 1, 2, 3
local FACTOR = 1000003
local MIDDLE, END = 1, 2

-- Marks of characters: between words, first of a word, further one of it.
local NONE, FIRST, FURTHER = 0, 1, 2

-- Code that is compiled for every branch of a path takes more room than LuaJIT has by itself.
require("jit.opt").start("maxtrace=8000", "maxrecord=16000", "maxmcode=8192")

-- Where `key` stands in a table of 2^(32 - shift) keys (-1: empty), each with a value beside it; -1: nowhere.
local function find(slots, shift, key)
  key = tobit(key)
  local slot = rshift(tobit(key * FACTOR), shift)
  local last = rshift(-1, shift)
  while slots[2 * slot] ~= key do
    if slots[2 * slot] == -1 then return -1 end
    slot = band(slot + 1, last)
  end
  return 2 * slot
end

local function array(given, name, kind) return ffi.cast("const " .. kind .. "*", given[name]) end

-- `given` maps names to addresses (and to plain numbers); the arrays there outlive the reader.
local function open(given)
  local size, pair_shift, triple_shift = given.size, given.pair_shift, given.triple_shift
  local numbers, single_logs = array(given, "numbers", "uint16_t"), array(given, "single_logs", "double")
  local pair_slots, pair_logs = array(given, "pair_slots", "int32_t"), array(given, "pair_logs", "double")
  local triple_slots = array(given, "triple_slots", "int32_t")
  local triple_codes, triple_logs = array(given, "triple_codes", "uint8_t"), array(given, "triple_logs", "double")

  local room, longest = 0, 0
  local marks, chars, tags, chances, triples, best

  local function number(code) return code < 65536 and numbers[code] or SIGN end

  local function make_room(length)
    longest = 2 * length
    chars = ffi.new("int32_t[?]", longest)
    tags = ffi.new("uint8_t[?]", longest)
    chances = ffi.new("const double*[?]", longest)
    triples = ffi.new("int32_t[?]", longest)
    best = ffi.new("double[?]", 16 * (longest + 1))
  end

  -- SnowNLP's habit: at a character it never saw, the last path into each state goes on, not the best.
  local function last_before(step) return step > 1 and 3 or 0 end

  local function step_unseen(step)
    local from, to, before = best + 16 * step, best + 16 * step + 16, last_before(step)
    for at = 0, 12, 4 do
      to[at], to[at + 1], to[at + 2], to[at + 3] = from[before], from[before + 4], from[before + 8], from[before + 12]
    end
  end

  local function step_seen(step, plain, triple)
    local from, to = best + 16 * step, best + 16 * step + 16
    for tag = 0, 3 do
      local at = 4 * tag
      local top = max(max(from[at], from[at + 1]), max(from[at + 2], from[at + 3]))
      to[tag], to[4 + tag] = top + plain[at], top + plain[at + 1]
      to[8 + tag], to[12 + tag] = top + plain[at + 2], top + plain[at + 3]
    end
    if triple < 0 then return end
    for at = triple_slots[triple + 1], triple_slots[triple + 3] - 1 do
      local code = triple_codes[at]
      local second = band(rshift(code, 2), 3)
      local target = 4 * band(code, 3) + second
      local reached = from[4 * second + rshift(code, 4)] + triple_logs[at]
      if reached > to[target] then to[target] = reached end
    end
  end

  local function pair_row(second, third)
    local at = find(pair_slots, pair_shift, second * size + third)
    return at < 0 and at or pair_slots[at + 1]
  end

  local function walk(length)
    for at = 0, 15 do best[at] = -huge end
    best[0] = 0
    local second, row_before = BEGIN, pair_row(BEGIN, BEGIN)
    for step = 0, length - 1 do
      local third, row, triple = chars[step], -1, -1
      if third == UNSEEN then
        step_unseen(step)
      else
        row = pair_row(second, third)
        if row_before >= 0 then triple = find(triple_slots, triple_shift, row_before * size + third) end
        chances[step] = row < 0 and single_logs + 16 * third or pair_logs + 16 * row
        step_seen(step, chances[step], triple)
      end
      triples[step] = triple
      second, row_before = third, row
    end
  end

  -- The tag two before `tag` on the best path to it: the first that reaches what the best path reached.
  local function came_from(step, before, tag)
    if chars[step] == UNSEEN then return last_before(step) end
    local from, reached = best + 16 * step + 4 * before, best[16 * step + 16 + 4 * tag + before]
    local code, triple, way = 4 * before + tag, triples[step], 3
    local alone = chances[step][code]
    if from[0] + alone == reached then return 0 end
    if from[1] + alone == reached then way = 1 elseif from[2] + alone == reached then way = 2 end
    if triple < 0 then return way end
    for at = triple_slots[triple + 1], triple_slots[triple + 3] - 1 do
      local first = rshift(triple_codes[at], 4)
      if band(triple_codes[at], 15) == code and first < way and from[first] + triple_logs[at] == reached then
        way = first
      end
    end
    return way
  end

  local function walk_back(length)
    local last, top = 0, best + 16 * length
    for at = 1, 15 do
      if top[at] > top[last] then last = at end
    end
    local tag, before = rshift(last, 2), band(last, 3)
    for step = length - 1, 0, -1 do
      tags[step] = tag
      tag, before = before, came_from(step, before, tag)
    end
  end

  -- Tags that don't fit each other are read as SnowNLP does: b and s begin a word, whatever stands before.
  local function mark_run(start, length)
    walk(length)
    walk_back(length)
    local fresh = true
    for step = 0, length - 1 do
      local tag = tags[step]
      local goes_on = (tag == MIDDLE or tag == END) and not fresh
      marks[start + step] = goes_on and FURTHER or FIRST
      fresh = tag == END
    end
  end

  local function mark(codes, length)
    if length > room then
      room = 2 * length
      marks = ffi.new("uint8_t[?]", room)
    end
    local place = 0
    while place < length do
      local kind, stop = number(codes[place]), place
      if kind == BLANK then
        marks[place] = NONE
        stop = place + 1
      elseif kind == SIGN then
        repeat
          marks[stop] = stop == place and FIRST or FURTHER
          stop = stop + 1
        until stop == length or number(codes[stop]) ~= SIGN
      else
        repeat stop = stop + 1 until stop == length or number(codes[stop]) < UNSEEN
        if stop - place > longest then make_room(stop - place) end
        for at = place, stop - 1 do chars[at - place] = number(codes[at]) end
        mark_run(place, stop - place)
      end
      place = stop
    end
  end

  local function read(text)
    local codes, length = ffi.cast("const int32_t*", text), #text / 4
    mark(codes, length)
    return codes, length
  end

  -- `text` is UTF-32, little endian; the answer is a mark a character.
  local function marks_of(text)
    local _, length = read(text)
    return ffi.string(marks, length)
  end

  -- A function of a text's words' sums: `neg` and `pos` with the log chances of each word added in order.
  local function adder(words)
    local slots, starts = array(words, "word_slots", "int32_t"), array(words, "word_starts", "int32_t")
    local signs, logs = array(words, "word_signs", "int32_t"), array(words, "word_logs", "double")
    local shift, strange = words.word_shift, words.strange
    local last = rshift(-1, shift)

    local function same(word, codes, place, stop)
      local start = starts[word]
      if starts[word + 1] - start ~= stop - place then return false end
      for at = 0, stop - place - 1 do
        if signs[start + at] ~= codes[place + at] then return false end
      end
      return true
    end

    return function(text, neg, pos)
      local codes, length = read(text)
      local place = 0
      while place < length do
        local stop, hash = place, 0
        repeat
          hash = tobit(bxor(hash, codes[stop]) * FACTOR)
          stop = stop + 1
        until stop == length or marks[stop] ~= FURTHER
        if marks[place] == FIRST then
          local slot = rshift(hash, shift)
          while slots[slot] ~= strange and not same(slots[slot], codes, place, stop) do
            slot = band(slot + 1, last)
          end
          local word = 2 * slots[slot]
          neg, pos = neg + logs[word], pos + logs[word + 1]
        end
        place = stop
      end
      return neg, pos
    end
  end

  return marks_of, adder
end

return open
