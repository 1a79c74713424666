import { scenario } from '../scenario.ts';

export const STS_MODULE_MISSING = scenario({
  id: 'sts-module-missing',
  title: 'A Java application was built without the STS module',
  breaks: 'application.sts-module-missing',
  namespace: 'brokers',
  serviceAccount: 'matcher',
  isTold: true,
  error:
    "namespace=brokers serviceaccount=matcher software.amazon.awssdk.core.exception.SdkClientException: To use web identity tokens, the 'sts' service module must be on the class path.",
});
