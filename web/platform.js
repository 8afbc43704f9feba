// What the editor asks of the browser beside its screens: requests, addresses, drafts. See client/platform.h.
export function makePlatform() {
  return {};
}
