/** Credentials of code hosts, package registries and what builds and runs code. Formats as the issuers document them. */
import type { Recognizer } from '../recognizer.ts';
import { token } from './token.ts';

export const CODE_SECRETS: readonly Recognizer[] = [
  token('github-token', 'gh[pousr]_[A-Za-z0-9]{36,255}'),
  token('github-fine-grained-token', 'github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}'),
  token(
    'gitlab-token',
    'gl(?:pat|dt|rt|ptt|ft|agent|soat|cbt|imt|oas|ffct)-[\\w-]{20,300}(?:\\.[\\w-]{2}\\.[\\w-]{9})?',
  ),
  token('bitbucket-token', 'ATBB[A-Za-z0-9]{32}'),
  token('atlassian-token', 'ATATT3[\\w=-]{100,300}'),
  token('npm-token', 'npm_[A-Za-z0-9]{36}'),
  token('pypi-token', 'pypi-AgE[\\w-]{50,1000}'),
  token('rubygems-token', 'rubygems_[a-f0-9]{48}'),
  token('docker-token', 'dckr_(?:pat|oat)_[\\w-]{27,60}'),
  token('vault-token', '(?:hv[sbr]\\.[\\w-]{24,300})'),
  token('terraform-token', '[A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{60,70}', /atlasv1/),
  token('databricks-token', 'dapi[a-f0-9]{32}(?:-\\d)?'),
  token('grafana-token', 'glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}'),
  token('pulumi-token', 'pul-[a-f0-9]{40}'),
  token('heroku-token', 'HRKU-[\\w-]{36,70}'),
  token('postman-token', 'PMAK-[a-f0-9]{24}-[a-f0-9]{34}'),
];
