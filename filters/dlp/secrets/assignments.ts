/**
 * Secrets that are told by the name in front of them: `password: …`, `API_KEY=…`, `Authorization: Bearer …`, `the password is …`. The value must
 * look drawn or chosen: names of variables, calls, paths, types, and what stands for a secret in an example are none.
 */
import type { Recognizer } from '../recognizer.ts';
import { bitsPerSign, isPlaceholder } from './token.ts';

const PASSWORD =
  'pass(?:word|wd|phrase|code)|pwd|passwort|kennwort|mot de passe|contrase(?:ñ|n)a|clave|senha|wachtwoord|hasło|haslo|lösenord|parola|пароль|密码|密碼|パスワード|비밀번호';
const KEY =
  'secret|token|api[ _-]?key|access[ _-]?key|auth[ _-]?key|signing[ _-]?key|encryption[ _-]?key|private[ _-]?key|client[ _-]?secret|master[ _-]?key|account[ _-]?key';
/** The rest of the name, and what stands between a name and its value. */
const IS = '[\\w-]{0,24}["\'`*]{0,3}\\s{0,3}(?:=>|:=|=|:|：)["\'`* \\t]{0,6}';
const SIGN = '[^\\s"\'`,;<>(){}[\\]|\\\\]';
/** A full stop behind a value ends the sentence; a bracket makes it a call. Longer values are none. */
const value = (least: number, most: number): string =>
  `(?<value>${SIGN}{${least - 1},${most - 1}}(?!\\.)${SIGN})(?!\\.{0,3}(?:[(\\[{<]|(?!\\.)${SIGN}))`;

export const ASSIGNMENT_SECRETS: readonly Recognizer[] = [
  {
    name: 'password',
    kind: 'secret',
    pattern: new RegExp(`(?:${PASSWORD})${IS}${value(6, 128)}`, 'dgiu'),
    certainty: 2,
    validate: isPassword,
  },
  {
    name: 'password',
    kind: 'secret',
    pattern: new RegExp(
      `(?:password|passphrase|passwort|kennwort|mot de passe|contraseña|senha) (?:is|was|lautet|ist|est|es|é)(?: now| still| set to)?:? ["'\`*]{0,3}${value(6, 128)}`,
      'dgiu',
    ),
    certainty: 2,
    validate: (value) => isPassword(value) && /\d/.test(value) && /[A-Z!@#$%^&*+=?~]/.test(value.replace(/[.?]+$/, '')),
  },
  {
    name: 'api-key',
    kind: 'secret',
    pattern: new RegExp(`(?:${KEY})${IS}${value(16, 1024)}`, 'dgiu'),
    certainty: 2,
    validate: isKey,
  },
  {
    name: 'authorization',
    kind: 'secret',
    pattern:
      /(?:authorization["']?\s{0,2}[:=]\s{0,2}["']?|(?<![A-Za-z]))(?:bearer|basic) (?<value>[A-Za-z0-9._~+/-]{16,4096}={0,2})/dgiu,
    certainty: 2,
    validate: isKey,
  },
];

/** A chosen password: not a word, a name or a path, but signs of two classes at least. */
function isPassword(raw: string): boolean {
  const value = raw.replace(/[.!?]+$/, '');
  if (value.length < 6 || isPlaceholder(value) || isCode(value) || /^[\d.:/-]+$/.test(value)) return false;
  const hasDigit = /\d/.test(value);
  const hasMark = /[!@#$%^&*+=?~]/.test(value);
  return /\p{L}/u.test(value) && (hasDigit || hasMark) && !/^(?:sha|md|rs|hs|es|aes|bcrypt|argon)-?\d+/i.test(value);
}

/** Drawn at random: letters and digits, and much to each sign. */
function isKey(value: string): boolean {
  if (isPlaceholder(value) || isCode(value)) return false;
  const letters = value.replace(/[^A-Za-z]/g, '').length;
  const digits = value.replace(/\D/g, '').length;
  return letters >= 4 && digits >= 3 && bitsPerSign(value) >= (/^[a-f\d-]+$/i.test(value) ? 2.8 : 3.3);
}

/** References to where a secret is, and not the secret: `config.password`, `process.env.KEY`, `/run/secrets/key`, `user_password_1`, URLs. */
function isCode(value: string): boolean {
  return (
    /^[$@%&#]?[A-Za-z_]\w*(?:(?:\.|->|::)[A-Za-z_]\w*)+$/.test(value) ||
    (/^[a-z]+(?:[-_.][a-z]+)*(?:[-_.]?\d{1,2})?$/i.test(value.replace(/[A-Z]+/g, (run) => run.toLowerCase())) &&
      !/^[a-z]+\d{1,2}$/i.test(value)) ||
    /^(?:[a-z][a-z\d+.-]*:\/\/|\.{0,2}\/|~\/|[A-Z]:\\|\$|%|arn:|projects\/|vault:|op:\/\/|env:|file:)/i.test(value)
  );
}
