import { expect, it } from 'vitest';
import { portOf } from '../../../src/cli/demo/port.ts';

it.each<[string | undefined, number]>([
  [undefined, 0],
  ['0', 0],
  ['8080', 8080],
  ['65535', 65_535],
])('takes %s', (words, port) => {
  expect(portOf(words)).toBe(port);
});

it.each(['', '65536', '-1', '80a', '1e3', ' 80', '123456'])('says what to write in place of %j', (words) => {
  expect(() => portOf(words)).toThrow(`such as --port 8080, not "${words}"`);
});
