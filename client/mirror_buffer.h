// The bytes that carry one frame's nodes and wishes to web/mirror.js, and to tests (MirrorReader).
//
// Little-endian 32 bit words; every record starts at a word.
//   frame:   count of nodes, nodes, count of commands, commands
//   node:    size in words | id | parent | role, level, field, sort (a byte each) | flags | hash | x | y | width | height (floats,
//            relative to the parent) | index | count | size_px, weight (16 bit each) | inset_left, inset_right (16 bit
//            each) | described_by | described_by_2 | refers_to | strings
//   string:  kind, length in bytes (16 bit kind and length above it) | bytes, padded to a word
//   command: size in words | kind | number | length | bytes, padded
// The hash covers everything else of the node, so that a reader skips what it has seen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/node.h"

namespace client::ui {

// The same numbers stand in web/mirror_reader.js.
enum class NodeString : std::uint16_t {
  label = 1, value, path, href, autocomplete, input_mode, enter_key_hint, placeholder, name, lang, title, options,
};

enum class Command : std::uint32_t {
  focus = 1,   // number: the node
  polite,      // bytes: the sentence
  assertive,
  title,
  language,
  shortcuts,   // bytes: lines of keys, tab, decimal id or 0
  options,     // number: the list; bytes: lines of value, tab, label
  colors,      // bytes: words for style properties
  cursor,      // bytes: the CSS cursor
};

class MirrorBuffer {
 public:
  void clear();
  void clear_nodes();  // for a frame that is drawn again: what was wished stays
  // rect is relative to the parent's origin. options names a list told by Command::options, or 0.
  void add(Id id, Id parent, const Node& node, const Rect& rect, std::string_view path, Id options);
  void command(Command command, std::uint32_t number, std::string_view bytes);
  // The finished frame. changed says whether it differs from the one before; commands that are done once count.
  std::span<const std::uint8_t> finish();
  bool changed() const { return changed_; }
  void forget();  // the next frame counts as changed
  std::size_t node_count() const { return node_count_; }

 private:
  void word(std::uint32_t value);
  void bytes(std::string_view text);
  void string(NodeString kind, std::string_view text);

  std::vector<std::uint8_t> nodes_;
  std::vector<std::uint8_t> commands_;
  std::vector<std::uint8_t>* out_ = &nodes_;
  std::uint32_t node_count_ = 0;
  std::uint32_t command_count_ = 0;
  std::uint64_t previous_hash_ = 0;
  bool changed_ = true;
};

std::uint32_t hash32(std::string_view bytes, std::uint32_t start = 2166136261u);

}  // namespace client::ui
