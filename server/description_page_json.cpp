#include <nlohmann/json.hpp>

#include "server/description.h"

namespace server {
namespace {

using json = nlohmann::ordered_json;

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      default: result.push_back(c);
    }
  }
  return result;
}

std::string text_of(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? escaped(found->get_ref<const std::string&>()) : std::string();
}

// "Customer", as a link, for {"$ref": "#/components/schemas/Customer"}; else the type in words.
std::string type_of(const json& schema) {
  if (schema.contains("$ref")) {
    const std::string reference = text_of(schema, "$ref");
    const std::string name = reference.substr(reference.rfind('/') + 1);
    return "<a href=\"#" + name + "\">" + name + "</a>";
  }
  if (schema.contains("oneOf")) {
    std::string text;
    for (const json& one : schema["oneOf"]) text += (text.empty() ? "" : " or ") + type_of(one);
    return text;
  }
  std::string type = text_of(schema, "type");
  if (type == "array" && schema.contains("items")) return "list of " + type_of(schema["items"]);
  if (schema.contains("enum")) {
    type.clear();
    for (const json& value : schema["enum"]) type += (type.empty() ? "" : ", ") + ("<code>" + escaped(value.get<std::string>()) + "</code>");
  }
  return type;
}

void write_members(const json& schema, std::string& page, const std::string& prefix = {}) {
  if (!schema.contains("properties")) return;
  for (const auto& [name, member] : schema["properties"].items()) {
    bool is_required = false;
    for (const json& required : schema.value("required", json::array())) is_required = is_required || required == name;
    page += "<tr><td><code>" + prefix + escaped(name) + "</code></td><td>" + type_of(member) + (is_required ? ", always" : "") + "</td><td>" + text_of(member, "description") + "</td></tr>\n";
    write_members(member, page, prefix + name + ".");
    if (member.contains("items")) write_members(member["items"], page, prefix + name + "[].");
  }
}

void write_schemas(const json& document, std::string& page) {
  page += "<h2 id=\"schemas\">Documents</h2>\n";
  for (const auto& [name, schema] : document["components"]["schemas"].items()) {
    page += "<section><h3 id=\"" + escaped(name) + "\">" + escaped(name) + "</h3><p>" + text_of(schema, "description") + "</p>\n";
    if (schema.contains("properties")) {
      page += "<table><thead><tr><th>Member</th><th>Type</th><th>Meaning</th></tr></thead><tbody>\n";
      write_members(schema, page);
      page += "</tbody></table>";
    } else {
      page += "<p>" + type_of(schema) + "</p>";
    }
    page += "</section>\n";
  }
}

std::string joined(const json& list) {
  std::string text;
  for (const json& item : list) text += (text.empty() ? "" : ", ") + escaped(item.get<std::string>());
  return text;
}

std::string who(const json& operation) {
  if (!operation.contains("x-roles")) return "anyone, also without signing in";
  std::string text = "roles: " + joined(operation["x-roles"]) + "; tokens: " + joined(operation["x-tokens"]);
  if (operation.contains("x-permission")) text += "; permission: " + text_of(operation, "x-permission");
  return text;
}

std::string schema_of_content(const json& holder) {
  if (!holder.contains("content")) return "nothing";
  for (const auto& [type, content] : holder["content"].items()) return type_of(content["schema"]) + " (" + escaped(type) + ")";
  return "nothing";
}

void write_parameters(const json& operation, std::string& page) {
  if (!operation.contains("parameters")) return;
  page += "<table><thead><tr><th>Parameter</th><th>Where</th><th>Type</th><th>Meaning</th></tr></thead><tbody>\n";
  for (const json& parameter : operation["parameters"]) {
    if (parameter.contains("$ref")) continue;
    page += "<tr><td><code>" + text_of(parameter, "name") + "</code></td><td>" + text_of(parameter, "in") + "</td><td>" + type_of(parameter["schema"]) + "</td><td>" + text_of(parameter, "description") + "</td></tr>\n";
  }
  page += "</tbody></table>\n";
}

void write_operation(const std::string& path, const std::string& method, const json& operation, std::string& page) {
  std::string upper = method;
  for (char& c : upper) c = static_cast<char>(c - 'a' + 'A');
  page += "<section><h3 id=\"" + text_of(operation, "operationId") + "\"><b>" + upper + "</b> <code>" + escaped(path) + "</code></h3><p>" + text_of(operation, "summary") + ".</p>\n<p class=\"who\">" + who(operation) + "</p>\n";
  write_parameters(operation, page);
  if (operation.contains("requestBody")) page += "<p>Takes " + schema_of_content(operation["requestBody"]) + ".</p>\n";
  std::string others;
  for (const auto& [status, response] : operation["responses"].items()) {
    if (response.contains("$ref")) others += (others.empty() ? "" : ", ") + status;
    else page += "<p>Answers <b>" + status + "</b> with " + schema_of_content(response) + ".</p>\n";
  }
  page += "<p class=\"who\">Else: " + others + "</p></section>\n";
}

void write_errors(const json& document, std::string& page) {
  page += "<h2 id=\"errors\">Errors</h2>\n<table><thead><tr><th>Status</th><th>Code</th><th>English</th><th>Svenska</th></tr></thead><tbody>\n";
  for (const json& error : document["x-errors"]) {
    page += "<tr><td>" + error["status"].dump() + "</td><td>" + error["code"].dump() + "</td><td>" + text_of(error["description"], "en") + "</td><td lang=\"sv\">" + text_of(error["description"], "sv") + "</td></tr>\n";
  }
  page += "</tbody></table>\n<h2 id=\"limits\">Limits</h2>\n<table><tbody>\n";
  for (const auto& [name, value] : document["x-limits"].items()) page += "<tr><td>" + escaped(name) + "</td><td>" + value.dump() + "</td></tr>\n";
  page += "</tbody></table>\n";
}

}  // namespace

std::string description_page(const std::string& text) {
  const json document = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!document.is_object()) return {};
  const std::string title = text_of(document["info"], "title");
  std::string page = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>" + title +
                     " API</title><link rel=\"stylesheet\" href=\"/docs.css\"></head><body>\n<header><h1>" + title + " API</h1><p>" + text_of(document["info"], "summary") + ".</p><p>" + text_of(document["info"], "description") +
                     "</p><p><a href=\"/openapi.json\">OpenAPI 3.1</a> · <a href=\"#operations\">Operations</a> · <a href=\"#schemas\">Documents</a> · <a href=\"#errors\">Errors</a> · <a href=\"#limits\">Limits</a></p></header>\n<main><h2 id=\"operations\">Operations</h2>\n";
  for (const auto& [path, item] : document["paths"].items()) {
    for (const auto& [method, operation] : item.items()) write_operation(path, method, operation, page);
  }
  write_schemas(document, page);
  write_errors(document, page);
  return page + "</main></body></html>\n";
}

}  // namespace server
