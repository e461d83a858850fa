const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** A text for the content or an attribute of XML. */
export function escapeXml(text: string): string {
  return (
    text
      .replace(/[&<>"\n\t]/g, found => ENTITIES[found])
      // XML 1.0 has no way to write these.
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, '\ufffd')
  );
}
