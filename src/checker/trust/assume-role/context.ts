import type { KeyState, RequestContext } from '../decide/request-context.ts';
import type { AssumeRoleRequest } from './request.ts';

/** The call ready to be asked for keys. It carries no token, so what the context says of one is empty. */
export function contextOfCall(request: AssumeRoleRequest): RequestContext {
  return {
    request: { accountId: '', issuer: '', subject: '', audience: '' },
    host: '',
    providerArn: '',
    key(name): KeyState {
      const lower = name.toLowerCase();
      if (lower === 'aws:currenttime') return known(new Date(request.now).toISOString());
      if (lower === 'aws:epochtime') return known(String(Math.floor(request.now / 1000)));
      return request.key(lower);
    },
  };
}

export function known(value: string): KeyState {
  return { state: 'known', value };
}
