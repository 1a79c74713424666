import { symptomRule } from './symptom-rule.ts';

export const applicationStsModuleMissing = symptomRule({
  id: 'application.sts-module-missing',
  layer: 'application',
  title: 'The application lacks the STS module of its SDK',
  holds: 'The application has the STS module of its SDK',
  details: ['sts-module-missing'],
  explain: () => ({
    expected: 'software.amazon.awssdk:sts, aws-java-sdk-sts or AWSSDK.SecurityToken among its libraries',
    actual: 'no such module at run time',
    explanation:
      "The SDKs for Java and .NET ask STS through a module of its own, and without it they skip web identity, often with no more than this line. Add the module in the version of the rest of the SDK, and see that packaging does not drop it. Nothing in the cluster or in IAM has to change; the node's role needs no permission.",
  }),
});
