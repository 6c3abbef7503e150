/** Ordinary text of offices and workshops with many numbers and names in it, and nothing sensitive. All of it is made up. */
export const INNOCENT: Readonly<Record<string, string>> = {
  prose: `The harbor board met on 2031-03-14 at 10:30 and approved 1,234,567 crowns for quay 12. Section 4.2.1 of the charter, as amended on
14.03.2031, asks for 3 readings; the vote was 17 to 4. Attendance rose from 10,250 in 2029 to 13,845 in 2030 (+35.1 %). See pages 112-118, ISBN
978-3-16-148410-0, ISSN 2049-3630 and doi 10.1000/182. The ferry takes 45 passengers @ 12.50 each way. Our secret is good broth; the token of thanks
was a password-protected map. Call the meeting to order. Mobile cranes lift 120 t. My number one rule: rest.`,
  german: `Die Sitzung vom 14.03.2031 dauerte von 10.30 bis 12.45 Uhr. Der Haushalt beträgt 1.234.567,89 Kronen, die Steuer 19 %. Paragraph 433 Absatz 2,
Aktenzeichen 12 C 345/31, Artikelnummer 4006381333931, Postfach 10 01. Die Straße zum Hafen ist 12 km lang; Zimmer 214, 3. Stock.`,
  french: `Le conseil du 14/03/2031 a voté 1 234 567 couronnes. Le quai 12 mesure 450 m. Article L. 123-4, alinéa 5; n° de dossier 2031-000457. La rue est
fermée de 8 h 30 à 17 h 45. La place de la Mairie accueille 2 500 personnes.`,
  code: `const MAX_SAFE = 9007199254740991;
export function hash(input: string): number { let h = 2166136261; for (const c of input) h = Math.imul(h ^ c.charCodeAt(0), 16777619); return h >>> 0; }
const color = '#a1b2c3'; const pi = 3.141592653589793; const mask = 0xdeadbeefcafe;
const config = { password: process.env.APP_PASSWORD, token: settings.token, apiKey: loadApiKey('production'), secret: undefined };
import { thing } from '@brine/thing'; // since 12.0.4-rc.1
if (version >= '10.15.7') retry({ timeoutMs: 30_000, backoff: [1000, 2000, 4000, 8000] });
git clone git@code.brine.example:harbor/tide.git && npm i left@1.3.0 && docker run -p 127.0.0.1:8080:80 tide:2031.03.14
@Injectable() class Tide { constructor(private readonly passwordService: PasswordService) {} }
std::vector<int> ids = {100000001, 100000002, 100000003}; // foo::bar::baz`,
  table: `| order | sku | amount | date | tracking |
|---|---|---|---|---|
| 100000123456 | AB-1234-5678-C | 1.234,50 | 2031-03-14 | 1Z999AA10123456784 |
| 4251996198391457 | 12345678-A | 99.00 | 14/03/2031 | 00340434161094042557 |
| 751719912 | X1234567 | 7,450.25 | 03/14/2031 | 420123459205500000000 |
| 69090230184 | S12-345-678 | 0.99 | 20310314 | 236614095 |
| 4006381333931 | 9780306406157 | 12,345,678.90 | 2031-W11-5 | 62451810715 |`,
  csv: `id,ts,lat,lon,depth,count
1,1931252645123,54.323292,10.122765,12.5,751719912
2,1931252645456,54.323299,10.122799,13.25,904049244
3,1931252646789,-33.868820,151.209296,7.125,100000000001`,
  log: `2031-03-14T10:30:00.123Z INFO  [main] tide.Service - started in 12.345 s (pid 123456, seq 18446744073709551615)
2031-03-14T10:30:01.456Z WARN  [w-12] tide.Cache - miss key=user:100000123456:profile ttl=86400 trace=4bf92f3577b34da6a3ce929d0e0e4736 span=00f067aa0ba902b7
Mar 14 10:30:02 host-12 kernel: [123456.789012] eth0: link up, 1000 Mbps, 00:1a:2b:3c:4d:5e
id=6f1c9a54-0d3e-4c8b-9d0f-2b7f1f0c3a11 sha256=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 commit 3f786850e387550fdab836ed7e6dc881de23001b
GET /v1/items/751719912?page=2&size=100 200 1234 56.789 ms; listening on 0.0.0.0:8080 and [::1]:8081`,
  science: `Nucleic Acids Res 1989 17 9621-9636; Mol Cell Biol 1994 14 7211 7218 7935436. PMID 12345678, PMC1234567, NM_001301717.2, chr7:117559590-117559595,
CAS 7732-18-5, EC 3.4.21.4, Re = 1.2e6, k = 1.380649e-23, p < 0.00012345, HD 209458 b, RA 22:03:10.77 dec +18:53:03.5.`,
  asian: `会議は2031年3月14日午前10時30分に開かれた。予算は1,234,567円、議案第12号、製品番号 4901234567894。第 3 会議室。회의는 2031-03-14 10:30에 열렸다. 예산 1,234,567원, 문서 2031-000457호.
会议于2031年3月14日举行，预算1234567元，编号 202103140000123456。`,
};
