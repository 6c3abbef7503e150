/** What an element's declarations come to: longhand → value as written, without variables. What is not there was not said. */
export type Values = Map<string, string>;
