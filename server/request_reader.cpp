#include "server/request_reader.h"

#include <algorithm>
#include <charconv>

#include "shared/text.h"

namespace server {
namespace {

constexpr std::size_t method_bytes_max = 20;
constexpr std::size_t chunk_digits_max = 8;

// RFC 9110 5.6.2.
bool is_token_character(char c) {
  if (shared::is_ascii_digit(c) || (shared::ascii_lower(c) >= 'a' && shared::ascii_lower(c) <= 'z')) return true;
  return std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character); }

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && byte != '\t') || byte == 0x7F;
}

std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Whether a comma-separated list, such as Connection, names `word`.
bool lists(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    if (shared::equal_ignoring_case(trimmed(list.substr(0, comma)), word)) return true;
    if (comma == std::string_view::npos) break;
    list.remove_prefix(comma + 1);
  }
  return false;
}

}  // namespace

std::size_t RequestReader::take(std::string_view bytes) {
  std::size_t taken = 0;
  while (taken < bytes.size() && state_ != State::complete && state_ != State::refused) {
    const std::string_view rest = bytes.substr(taken);
    const bool is_data = part_ == Part::sized_body || part_ == Part::chunk_data;
    taken += is_data ? take_data(rest) : take_line(rest);
  }
  return taken;
}

void RequestReader::next() {
  state_ = State::idle;
  part_ = Part::request_line;
  framing_bytes_ = 0;
  saw_empty_line_ = false;
  expects_continue_ = false;
  // Nothing of one request is left for the next but the room it took; one large body does not keep even that.
  std::vector<Header> headers = std::move(request_.headers);
  std::string body = request_.body.capacity() > 16 * 1024 ? std::string() : std::move(request_.body);
  headers.clear();
  body.clear();
  request_ = Request{};
  request_.headers = std::move(headers);
  request_.body = std::move(body);
}

bool RequestReader::take_expectation() { return std::exchange(expects_continue_, false); }

std::size_t RequestReader::take_line(std::string_view bytes) {
  if (state_ == State::idle) state_ = State::head;
  const std::size_t end = bytes.find('\n');
  const std::size_t taken = end == std::string_view::npos ? bytes.size() : end + 1;
  framing_bytes_ += taken;
  const std::size_t line_bytes = line_.size() + taken;
  if (part_ == Part::request_line && line_bytes > limits_->target_bytes_max + 64) {
    refuse(414);
  } else if (line_bytes > limits_->line_bytes_max || framing_bytes_ > limits_->head_bytes_max) {
    refuse(state_ == State::head ? 431 : 400);
  } else if (end == std::string_view::npos) {
    line_.append(bytes);
  } else if (line_.empty()) {
    read_line(bytes.substr(0, taken));
  } else {
    line_.append(bytes.substr(0, taken));
    read_line(std::exchange(line_, {}));
  }
  return taken;
}

// `line` ends with a line feed.
void RequestReader::read_line(std::string_view line) {
  if (!line.ends_with("\r\n")) return refuse(400);
  line.remove_suffix(2);
  if (std::any_of(line.begin(), line.end(), is_control)) return refuse(400);
  switch (part_) {
    case Part::request_line: return read_request_line(line);
    case Part::headers: return line.empty() ? end_head() : read_header(line);
    case Part::chunk_size: return read_chunk_size(line);
    case Part::chunk_end:
      if (!line.empty()) return refuse(400);
      part_ = Part::chunk_size;
      return;
    case Part::trailers:
      // Read by its form and forgotten: nothing here takes trailers.
      if (line.empty()) {
        state_ = State::complete;
      } else if (!is_token(line.substr(0, line.find(':'))) || line.find(':') == std::string_view::npos) {
        refuse(400);
      }
      return;
    case Part::sized_body:
    case Part::chunk_data: return;
  }
}

void RequestReader::read_request_line(std::string_view line) {
  // Old clients send an empty line after a body (RFC 9112 2.2).
  if (line.empty() && !std::exchange(saw_empty_line_, true)) return;
  const std::size_t first = line.find(' ');
  const std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos) return refuse(400);
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, second - first - 1);
  const std::string_view version = line.substr(second + 1);
  if (!is_token(method) || method.size() > method_bytes_max || target.empty() || target.find_first_of("\t#") != std::string_view::npos) return refuse(400);
  if (target.size() > limits_->target_bytes_max) return refuse(414);
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    const bool is_version = version.size() == 8 && version.starts_with("HTTP/") && shared::is_ascii_digit(version[5]) && version[6] == '.' && shared::is_ascii_digit(version[7]);
    return refuse(is_version ? 505 : 400);
  }
  is_http_1_0_ = version == "HTTP/1.0";
  request_.method.assign(method);
  request_.target.assign(target);
  request_.path.clear();
  request_.query.clear();
  part_ = Part::headers;
}

void RequestReader::read_header(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return refuse(400);
  if (request_.headers.size() >= limits_->headers_max) return refuse(431);
  request_.headers.push_back({std::string(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 1)))});
}

void RequestReader::end_head() {
  const std::string_view connection = request_.header("Connection");
  keeps_alive_ = is_http_1_0_ ? lists(connection, "keep-alive") : !lists(connection, "close");
  if (auto answer = (*gate_)(request_)) {
    refusal_ = std::move(*answer);
    state_ = State::refused;
    return;
  }
  if (const std::string_view expectation = request_.header("Expect"); !expectation.empty()) {
    if (!shared::equal_ignoring_case(expectation, "100-continue")) return refuse(417);
    expects_continue_ = !is_http_1_0_;
  }
  begin_body();
}

void RequestReader::begin_body() {
  framing_bytes_ = 0;
  state_ = State::body;
  const int lengths = request_.header_count("Content-Length");
  const int encodings = request_.header_count("Transfer-Encoding");
  if (encodings > 0) {
    // An old client may not send chunks, and who sends both a length and chunks wants to be understood in two ways.
    if (encodings > 1 || lengths > 0 || is_http_1_0_ || !shared::equal_ignoring_case(request_.header("Transfer-Encoding"), "chunked")) return refuse(400);
    part_ = Part::chunk_size;
    return;
  }
  if (lengths > 1) return refuse(400);
  data_left_ = 0;
  if (lengths == 1) {
    const std::string_view length = request_.header("Content-Length");
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), data_left_);
    if (error != std::errc() || end != length.data() + length.size()) return refuse(400);
  }
  if (data_left_ > limits_->body_bytes_max) return refuse(413);
  if (data_left_ == 0) {
    expects_continue_ = false;
    state_ = State::complete;
    return;
  }
  part_ = Part::sized_body;
}

void RequestReader::read_chunk_size(std::string_view line) {
  // What follows a semicolon are extensions; nobody here knows any (RFC 9112 7.1.1).
  const std::string_view digits = line.substr(0, line.find(';'));
  std::size_t bytes = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bytes, 16);
  if (digits.empty() || digits.size() > chunk_digits_max || error != std::errc() || end != digits.data() + digits.size()) return refuse(400);
  if (bytes > limits_->body_bytes_max - request_.body.size()) return refuse(413);
  data_left_ = bytes;
  part_ = bytes == 0 ? Part::trailers : Part::chunk_data;
}

std::size_t RequestReader::take_data(std::string_view bytes) {
  const std::string_view data = bytes.substr(0, data_left_);
  request_.body.append(data);
  data_left_ -= data.size();
  if (data_left_ == 0) {
    if (part_ == Part::sized_body) {
      state_ = State::complete;
    } else {
      part_ = Part::chunk_end;
    }
  }
  return data.size();
}

void RequestReader::refuse(int status) {
  refusal_ = (*error_answer_)(status);
  state_ = State::refused;
}

}  // namespace server
