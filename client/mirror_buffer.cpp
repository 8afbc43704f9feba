#include "client/mirror_buffer.h"

#include <cstring>

namespace client::ui {
namespace {

constexpr std::size_t longest_string = 0xffff;

std::uint64_t hash64(std::span<const std::uint8_t> data, std::uint64_t start) {
  std::uint64_t hash = start;
  for (std::uint8_t byte : data) hash = (hash ^ byte) * 1099511628211ull;
  return hash;
}

void store(std::vector<std::uint8_t>& out, std::size_t position, std::uint32_t value) {
  std::memcpy(out.data() + position, &value, sizeof value);
}

}  // namespace

std::uint32_t hash32(std::string_view bytes, std::uint32_t start) {
  std::uint32_t hash = start;
  for (unsigned char byte : bytes) hash = (hash ^ byte) * 16777619u;
  return hash;
}

void MirrorBuffer::word(std::uint32_t value) {
  std::size_t position = out_->size();
  out_->resize(position + sizeof value);
  store(*out_, position, value);
}

void MirrorBuffer::bytes(std::string_view text) {
  out_->insert(out_->end(), text.begin(), text.end());
  out_->resize((out_->size() + 3) & ~std::size_t{3});
}

void MirrorBuffer::string(NodeString kind, std::string_view text) {
  if (text.empty()) return;
  text = text.substr(0, longest_string);
  word(static_cast<std::uint32_t>(kind) | static_cast<std::uint32_t>(text.size()) << 16);
  bytes(text);
}

void MirrorBuffer::clear() {
  clear_nodes();
  commands_.clear();
  command_count_ = 0;
}

void MirrorBuffer::clear_nodes() {
  nodes_.assign(4, 0);
  node_count_ = 0;
}

void MirrorBuffer::add(Id id, Id parent, const Node& node, const Rect& rect, std::string_view path, Id options) {
  out_ = &nodes_;
  std::size_t start = nodes_.size();
  word(0);
  word(id);
  word(parent);
  word(static_cast<std::uint32_t>(node.role) | std::uint32_t{node.level} << 8 |
       static_cast<std::uint32_t>(node.field) << 16 | static_cast<std::uint32_t>(node.sort) << 24);
  word(node.flags);
  word(0);
  for (float length : {rect.x, rect.y, rect.width, rect.height}) {
    std::uint32_t bits;
    std::memcpy(&bits, &length, sizeof bits);
    word(bits);
  }
  word(static_cast<std::uint32_t>(node.index));
  word(static_cast<std::uint32_t>(node.count));
  word(std::uint32_t{node.style.size_px} | std::uint32_t{node.style.weight} << 16);
  word(static_cast<std::uint32_t>(node.inset_left) | static_cast<std::uint32_t>(node.inset_right) << 16);
  word(node.described_by);
  word(node.described_by_2);
  word(node.refers_to);
  string(NodeString::label, node.label);
  string(NodeString::value, node.value);
  string(NodeString::path, path);
  string(NodeString::href, node.href);
  string(NodeString::autocomplete, node.autocomplete);
  string(NodeString::input_mode, node.input_mode);
  string(NodeString::enter_key_hint, node.enter_key_hint);
  string(NodeString::placeholder, node.placeholder);
  string(NodeString::name, node.name);
  string(NodeString::lang, node.lang);
  string(NodeString::title, node.title);
  if (options != 0) {
    string(NodeString::options, {reinterpret_cast<const char*>(&options), sizeof options});
  }
  store(nodes_, start, static_cast<std::uint32_t>((nodes_.size() - start) / 4));
  std::string_view record(reinterpret_cast<const char*>(nodes_.data()) + start, nodes_.size() - start);
  store(nodes_, start + 20, hash32(record));
  ++node_count_;
}

void MirrorBuffer::command(Command command, std::uint32_t number, std::string_view text) {
  out_ = &commands_;
  word(static_cast<std::uint32_t>(4 + (text.size() + 3) / 4));
  word(static_cast<std::uint32_t>(command));
  word(number);
  word(static_cast<std::uint32_t>(text.size()));
  bytes(text);
  ++command_count_;
}

std::span<const std::uint8_t> MirrorBuffer::finish() {
  store(nodes_, 0, node_count_);
  out_ = &nodes_;
  word(command_count_);
  nodes_.insert(nodes_.end(), commands_.begin(), commands_.end());
  std::uint64_t hash = hash64(nodes_, 14695981039346656037ull);
  changed_ = hash != previous_hash_;
  previous_hash_ = hash;
  return nodes_;
}

void MirrorBuffer::forget() { previous_hash_ = 0; }

}  // namespace client::ui
