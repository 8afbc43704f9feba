#include "server/own_pages.h"

#include "server/page_css.h"
#include "server/setup_html.h"
#include "server/setup_js.h"

namespace server {

void add_own_pages(StaticFiles& files) {
  files.add("/setup", setup_html);
  files.add("/setup.js", setup_js);
  files.add("/page.css", page_css);
}

}  // namespace server
