/**
 * Work on a stream, several things at a time, with results handed on in the order of the things, each as soon as those before it are done. No more is
 * under way than `maxWeight`, counted until it is handed on: a slow reader holds up the source, and memory stays bounded. One thing that is
 * heavier goes alone. The first failure ends it, whether or not the source ever says another word.
 */
interface Steps<A, B> {
  readonly maxWeight: number;
  weigh(thing: A): number;
  work(thing: A): Promise<B>;
  handOn(result: B): Promise<void>;
}

export function inStep<A, B>(things: AsyncIterable<A>, steps: Steps<A, B>): Promise<void> {
  return new Promise((resolve, fail) => {
    takeAll(things, steps, fail).then(resolve, fail);
  });
}

async function takeAll<A, B>(
  things: AsyncIterable<A>,
  { maxWeight, weigh, work, handOn }: Steps<A, B>,
  fail: (error: unknown) => void,
): Promise<void> {
  let weight = 0;
  let handedOn = Promise.resolve();
  let tellOfRoom = () => {};
  for await (const thing of things) {
    const more = weigh(thing);
    while (weight > 0 && weight + more > maxWeight) {
      await new Promise<void>((resolve) => {
        tellOfRoom = resolve;
      });
    }
    weight += more;
    const result = work(thing);
    result.catch(fail);
    handedOn = handedOn
      .then(() => result)
      .then(handOn)
      .then(() => {
        weight -= more;
        tellOfRoom();
      });
    handedOn.catch(fail);
  }
  await handedOn;
}
