/** The title that front matter gives a page. Only a plain value of the outermost level is one; everything else there is for tools. */

const YAML_TITLE = /^title[ \t]*:[ \t]+(.{1,300})$/m;
const TOML_TITLE = /^title[ \t]*=[ \t]*(["'])(.{1,300})\1[ \t]*$/m;

export function frontMatterTitle(kind: 'yaml' | 'toml', text: string): string | undefined {
  if (kind === 'toml') return TOML_TITLE.exec(text)?.[2]?.trim();
  const value = YAML_TITLE.exec(text)?.[1]?.trim() ?? '';
  const quoted = /^(["'])(.*)\1[ \t]*(?:#.*)?$/.exec(value)?.[2];
  // Blocks, anchors, tags, lists and maps are no plain values.
  const plain = /^[>|&*!{[@`%"']/.test(value) ? '' : value.replace(/[ \t]#.*$/, '').trim();
  const title = quoted ?? plain;
  return title === '' ? undefined : title;
}
