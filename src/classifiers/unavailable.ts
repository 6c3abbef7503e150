/** The classifier that the settings name can't be had. Nothing is scored by another instead: documents wait until it can. */
export class ClassifierUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ClassifierUnavailable';
  }
}
