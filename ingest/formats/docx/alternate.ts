/**
 * Which variant of alternate content Word shows: the first `mc:Choice` whose languages it knows, else `mc:Fallback`.
 * Source: ECMA-376 part 3, 7.4.
 */
import { childOf, childrenOf, type XmlElement } from '../ooxml/xml.ts';

/** Prefixes of the extensions that current Word knows, as every program writes them. */
const KNOWN =
  /^(?:wps|wpg|wpc|wpi|wp14|w14|w15|w16\w*|a14|pic14|cx\d?|am3d|aink|v|o|c14|c16\w*|dsp|wne|r|w|a|wp|pic|m|mc|oel|asvg|adec|a16\w*|x14\w*)$/;

interface Alternatives {
  readonly chosen: readonly XmlElement[];
  readonly others: readonly XmlElement[];
}

export function alternatives(element: XmlElement): Alternatives {
  const branches = childrenOf(element).filter((child) => child.name === 'mc:Choice' || child.name === 'mc:Fallback');
  const choice =
    branches.find((branch) => {
      const required = (branch.attributes.get('Requires') ?? '').split(/\s+/).filter((one) => one !== '');
      return branch.name === 'mc:Choice' && required.length > 0 && required.every((prefix) => KNOWN.test(prefix));
    }) ?? childOf(element, 'mc:Fallback');
  return {
    chosen: choice === undefined ? [] : childrenOf(choice),
    others: branches.filter((branch) => branch !== choice),
  };
}
