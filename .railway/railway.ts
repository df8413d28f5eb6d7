// The service on Railway, as its infrastructure as code: `railway config plan` shows what would change, `railway config apply` does
// it, `railway up` sends this folder. Which tier an environment gets stands in its name: `demo`, `team`, and any other name
// is the scaled one. What each costs and promises is in docs/deploy.md; names of fields are those of railway 3.11.0 (npm).
import { bucket, defineRailway, postgres, preserve, project, ref, service, volume } from "railway/iac";

/** Where volumes and replicas are, and where buckets are; a bucket cannot move later. */
const REGION = "europe-west4-drams3a";
const BUCKET_REGION = "ams";

/** Replicas of the scaled tier. */
const REPLICAS = 2;

/** Every tier is built and run alike. */
const image = { builder: "DOCKERFILE", dockerfilePath: "deploy/Dockerfile" } as const;
const life = {
  healthcheckPath: "/readyz",
  healthcheckTimeout: 120,
  // Without it SIGKILL follows SIGTERM at once. Notice, grace for jobs and drain are at most 45 seconds.
  drainingSeconds: 60,
  restartPolicyType: "ON_FAILURE",
  restartPolicyMaxRetries: 10,
} as const;

const common = {
  // It listens on [::] at this port, and the check asks there too.
  PORT: "8080",
  DOSSIER_ACCESS: "accounts",
  DOSSIER_PUBLIC_URL: "https://${{RAILWAY_PUBLIC_DOMAIN}}",
};

export default defineRailway((ctx) => {
  if (ctx.isEnvironment("demo")) {
    const demo = service("dossier", {
      build: image,
      deploy: { ...life, overlapSeconds: 0 },
      env: { ...common, DOSSIER_DATABASE: "memory:", DOSSIER_STORAGE: "temp:" },
    });
    return project("dossier", { resources: [demo] });
  }

  if (ctx.isEnvironment("team")) {
    const data = volume("dossier-data", { region: REGION, sizeMB: 5_000 });
    const team = service("dossier", {
      build: image,
      // A volume is mounted by one deployment at a time, so two never overlap.
      deploy: { ...life, overlapSeconds: 0, requiredMountPath: "/data" },
      replicas: { [REGION]: 1 },
      volumeMounts: { "/data": data },
      env: {
        ...common,
        DOSSIER_DATA: "/data",
        // Set once by hand; the plan leaves its value alone.
        DOSSIER_SECRET: preserve(),
        DOSSIER_METRICS_TOKEN: preserve(),
        // Railway mounts volumes for root. In this tier alone the program is root in its container.
        RAILWAY_RUN_UID: "0",
      },
    });
    return project("dossier", { resources: [data, team] });
  }

  const database = postgres("postgres");
  const papers = bucket("papers", { region: BUCKET_REGION });
  const desk = service("dossier", {
    build: image,
    // Requests go to the new deployment while the old one still answers, and the old one then says that it is not ready.
    deploy: { ...life, overlapSeconds: 20 },
    replicas: { [REGION]: REPLICAS },
    env: {
      ...common,
      DATABASE_URL: database.env.DATABASE_URL,
      DOSSIER_STORAGE: "s3://${{papers.BUCKET}}?endpoint=${{papers.ENDPOINT}}&region=${{papers.REGION}}&style=virtual",
      AWS_ACCESS_KEY_ID: ref(papers, "ACCESS_KEY_ID"),
      AWS_SECRET_ACCESS_KEY: ref(papers, "SECRET_ACCESS_KEY"),
      DOSSIER_SECRET: preserve(),
      DOSSIER_METRICS_TOKEN: preserve(),
      DOSSIER_STOP_NOTICE: "5",
    },
  });
  return project("dossier", { resources: [database, papers, desk] });
});
