/**
 * compose.yaml as data, and what is wrong with it: every control that hardens a service, told as a fault where it is missing. The list of
 * faults is what the tests ask for, of the file as it is and of one with a control taken out.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../architecture/sources.ts';

const service = z.strictObject({
  image: z.string(),
  build: z.literal('.').optional(),
  user: z.string().optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  init: z.boolean().optional(),
  restart: z.string().optional(),
  logging: z.object({ driver: z.string(), options: z.record(z.string(), z.string()) }),
  networks: z.array(z.string()),
  ports: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string().or(z.number())).default({}),
  entrypoint: z.array(z.string()).optional(),
  configs: z.array(z.object({ source: z.string(), target: z.string() })).default([]),
  secrets: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  tmpfs: z.array(z.string()),
  depends_on: z.array(z.string()).default([]),
  stop_grace_period: z.string().optional(),
  mem_limit: z.string().optional(),
  pids_limit: z.number().optional(),
});

// Strict: what is added has to be added here, and judged.
const composition = z.object({
  services: z.record(z.string(), service),
  networks: z.record(
    z.string(),
    z.strictObject({ internal: z.boolean().default(false), driver_opts: z.record(z.string(), z.string()).default({}) }),
  ),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
});

export type Composition = z.infer<typeof composition>;
type Service = Composition['services'][string];

const MOUNTED = '/run/secrets/';
const SECRET_NAME = /KEY|TOKEN|SECRET|PASSWORD/;
const PINNED = /:v?\d+\.\d+\.\d+[\w.-]*(?:@sha256:[0-9a-f]{64})?$/;

export function readComposition(): Composition {
  return composition.parse(parse(readFileSync(join(ROOT, 'compose.yaml'), 'utf8'), { merge: true }));
}

/** What is missing, a line each. */
export function faultsOf(all: Composition): string[] {
  const services = Object.entries(all.services);
  return [
    ...services.flatMap(([name, said]) =>
      [...rightsOf(said), ...reachOf(said, all), ...secretsOf(said)].map((fault) => `${name}: ${fault}`),
    ),
    ...Object.entries(all.networks).flatMap(([name, { internal, driver_opts: options }]) =>
      isClosed(internal, options) ? [] : [`${name}: there is a way out`],
    ),
    ...Object.entries(all.secrets).flatMap(([name, { file }]) =>
      /^\.\/secrets\/[\w./-]+$/.test(file) ? [] : [`${name}: is not a file under secrets/`],
    ),
  ];
}

function rightsOf({ user, read_only, cap_drop, security_opt, mem_limit, pids_limit, image, tmpfs }: Service): string[] {
  return faults({
    'may be root': /^[1-9]\d*:[1-9]\d*$/.test(user ?? ''),
    'can write its root': read_only === true,
    'has capabilities': cap_drop?.join() === 'ALL',
    'can gain rights': security_opt?.join() === 'no-new-privileges:true',
    'has no limit of memory': /^\d+[mg]$/.test(mem_limit ?? ''),
    'has no limit of processes': pids_limit !== undefined && pids_limit > 0,
    'is not of one version': PINNED.test(image),
    'can run what it writes to /tmp': tmpfs.every((one) =>
      /^\/tmp:(?=.*size=)(?=.*noexec)(?=.*nosuid)(?=.*nodev)/.test(one),
    ),
  });
}

/** The one that publishes is the one that stands on a network that is not internal, and it does so on loopback. */
function reachOf({ ports, networks, volumes, configs }: Service, all: Composition): string[] {
  const isOutside = networks.some((name) => all.networks[name]?.internal !== true);
  return faults({
    'is published to others than this machine': ports.every((port) => port.startsWith('127.0.0.1:')),
    'stands outside and publishes nothing': !isOutside || ports.length > 0,
    'reads passages or secrets and stands outside': !isOutside || (volumes.length === 0 && configs.length === 1),
    'mounts a folder of the host': volumes.every((volume) => (volume.split(':')[0] ?? '') in all.volumes),
  });
}

function secretsOf({ environment, secrets }: Service): string[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    const text = String(value);
    const mounted = text.startsWith(MOUNTED) ? text.slice(MOUNTED.length) : undefined;
    if (mounted !== undefined) return secrets.includes(mounted) ? [] : [`${name}: its file is not mounted`];
    return SECRET_NAME.test(name) ? [`${name}: a secret stands in the open`] : [];
  });
}

function isClosed(internal: boolean, options: Readonly<Record<string, string>>): boolean {
  if (internal) return options['com.docker.network.bridge.gateway_mode_ipv4'] === 'isolated';
  return options['com.docker.network.bridge.enable_ip_masquerade'] === 'false';
}

const faults = (controls: Readonly<Record<string, boolean>>): string[] =>
  Object.entries(controls).flatMap(([fault, isKept]) => (isKept ? [] : [fault]));
