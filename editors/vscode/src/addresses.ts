/** Which addresses may be opened from a finding: pages of scvi-tools' documentation, no others. */

const ORIGIN = 'https://docs.scvi-tools.org';
const PAGE = /^\/en\/[\w.~/-]+$/;

/** Whether an address is such a page as it stands: one that is read as another is none. */
export function isPage(address: string): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  return (
    url.href === address &&
    url.origin === ORIGIN &&
    url.username + url.password + url.search === '' &&
    PAGE.test(url.pathname) &&
    !url.pathname.includes('//')
  );
}
