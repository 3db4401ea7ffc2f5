/// The shapes of the keys and tokens that are known by their beginning.
///
/// Each group names where the form is published. Where an issuer gives a length, it stands here;
/// where none is promised, the fewest characters that tokens of the kind have been seen with. A longer
/// prefix comes before a shorter one that it begins with.
///
/// GitHub and npm end their tokens with a checksum. It is not looked at: a token with a letter lost
/// in copying is as good as told.
extension SecretShape {
  static let all: [SecretShape] = [
    // OpenAI: platform.openai.com/docs/api-reference/authentication, and "client secrets" there.
    SecretShape("sk-proj-", .urlSafe, 40..., "an OpenAI API key"),
    SecretShape("sk-svcacct-", .urlSafe, 40..., "an OpenAI API key"),
    SecretShape("sk-admin-", .urlSafe, 40..., "an OpenAI admin key"),
    SecretShape("ek_", .base62, 20..., "an ephemeral client secret"),
    SecretShape("sess-", .base62, 40..., "an OpenAI session key"),
    // Anthropic: docs.anthropic.com, "Authentication"; OpenRouter: openrouter.ai/docs.
    SecretShape("sk-ant-", .urlSafe, 40..., "an Anthropic API key"),
    SecretShape("sk-or-v1-", .hex, 64...64, "an OpenRouter API key"),
    // Langfuse: langfuse.com/docs, "API keys". The public half begins with `pk-lf-`.
    SecretShape("sk-lf-", .uuid, 36...36, "a Langfuse secret key"),
    // Older keys of OpenAI, and those of the many services that took its form over.
    SecretShape("sk-", .base62, 20..., "an API key"),
    SecretShape("sk-", .urlSafe, 24..., "an API key"),
    // Other model and voice services: each one's page on API keys.
    SecretShape("gsk_", .base62, 40..., "a Groq API key"),
    SecretShape("hf_", .base62, 30..., "a Hugging Face token"),
    SecretShape("nvapi-", .urlSafe, 60..., "an NVIDIA API key"),
    SecretShape("pplx-", .base62, 40..., "a Perplexity API key"),
    SecretShape("r8_", .base62, 37..., "a Replicate token"),
    SecretShape("xai-", .base62, 60..., "an xAI API key"),
    SecretShape("pcsk_", .urlSafe, 50..., "a Pinecone API key"),
    SecretShape("tvly-", .urlSafe, 28..., "a Tavily API key"),
    SecretShape("e2b_", .hex, 40..., "an E2B API key"),

    // GitHub: docs.github.com, "About authentication to GitHub", token formats.
    SecretShape("ghp_", .base62, 36..., "a GitHub token"),
    SecretShape("gho_", .base62, 36..., "a GitHub token"),
    SecretShape("ghu_", .base62, 36..., "a GitHub token"),
    SecretShape("ghs_", .base62, 36..., "a GitHub token"),
    SecretShape("ghr_", .base62, 36..., "a GitHub token"),
    SecretShape("github_pat_", .urlSafe, 40..., "a GitHub token"),
    // GitLab: docs.gitlab.com, "Token overview", token prefixes.
    SecretShape("glpat-", .urlSafe, 20..., "a GitLab token"),
    SecretShape("gldt-", .urlSafe, 20..., "a GitLab token"),
    SecretShape("glrt-", .urlSafe, 20..., "a GitLab token"),
    SecretShape("glcbt-", .urlSafe, 20..., "a GitLab token"),
    SecretShape("glptt-", .hex, 40...40, "a GitLab token"),

    // AWS: docs.aws.amazon.com/IAM, "Identifiers", unique prefixes; and "Amazon Bedrock API keys".
    SecretShape("AKIA", .capitals, 16...16, "an AWS access key"),
    SecretShape("ASIA", .capitals, 16...16, "an AWS access key"),
    SecretShape("ABIA", .capitals, 16...16, "an AWS access key"),
    SecretShape("ACCA", .capitals, 16...16, "an AWS access key"),
    SecretShape("ABSK", .base64, 100..., "an Amazon Bedrock API key"),

    // Slack: api.slack.com/authentication/token-types, and "Incoming webhooks".
    SecretShape("xoxb-", .urlSafe, 20..., "a Slack token"),
    SecretShape("xoxp-", .urlSafe, 20..., "a Slack token"),
    SecretShape("xoxa-", .urlSafe, 20..., "a Slack token"),
    SecretShape("xoxr-", .urlSafe, 20..., "a Slack token"),
    SecretShape("xoxs-", .urlSafe, 20..., "a Slack token"),
    SecretShape("xoxe-", .urlSafe, 20..., "a Slack token"),
    SecretShape("xapp-", .urlSafe, 20..., "a Slack token"),
    SecretShape("hooks.slack.com/services/", .base64, 40..., "a Slack webhook"),

    // Google: cloud.google.com/docs/authentication, API keys, access and refresh tokens, client
    // secrets. The key of a service account is a private key in PEM.
    SecretShape("AIza", .urlSafe, 35...35, "a Google API key"),
    SecretShape("ya29.", .urlSafe, 20..., "a Google access token"),
    SecretShape("1//0", .urlSafe, 40..., "a Google refresh token"),
    SecretShape("GOCSPX-", .urlSafe, 28...28, "a Google client secret"),

    // Stripe: docs.stripe.com/keys. Keys of test mode open an account's test data, so they count as
    // well; publishable keys (`pk_`) are made to be seen.
    SecretShape("sk_live_", .base62, 16..., "a Stripe key"),
    SecretShape("rk_live_", .base62, 16..., "a Stripe key"),
    SecretShape("sk_test_", .base62, 16..., "a Stripe key"),
    SecretShape("rk_test_", .base62, 16..., "a Stripe key"),
    SecretShape("whsec_", .base64, 24..., "a webhook secret"),
    // ElevenLabs and Cartesia: elevenlabs.io/docs and docs.cartesia.ai, "Authentication".
    SecretShape("sk_car_", .base62, 20..., "a Cartesia API key"),
    SecretShape("sk_", .hex, 48...48, "an ElevenLabs API key"),

    // Twilio: www.twilio.com/docs/iam/api-keys. An account SID (`AC…`) alone is no secret.
    SecretShape("SK", .hex, 32...32, "a Twilio API key"),
    // SendGrid and Mailgun: each one's page on API keys.
    SecretShape("SG.", .dotted, 60..., "a SendGrid API key"),
    SecretShape("key-", .hex, 32...32, "a Mailgun API key"),

    // Package registries: docs.npmjs.com, pypi.org/help, docs.docker.com.
    SecretShape("npm_", .base62, 36...36, "an npm token"),
    SecretShape("pypi-", .urlSafe, 50..., "a PyPI token"),
    SecretShape("dckr_pat_", .urlSafe, 27..., "a Docker token"),

    // Others with prefixes of their own: each one's page on API keys or tokens.
    SecretShape("AGE-SECRET-KEY-1", .capitals, 58...58, "an age key"),
    SecretShape("ATATT3", .urlSafe, 100..., "an Atlassian token"),
    SecretShape("dapi", .hex, 32...32, "a Databricks token"),
    SecretShape("dop_v1_", .hex, 64...64, "a DigitalOcean token"),
    SecretShape("doo_v1_", .hex, 64...64, "a DigitalOcean token"),
    SecretShape("figd_", .urlSafe, 40..., "a Figma token"),
    SecretShape("glsa_", .urlSafe, 41..., "a Grafana token"),
    SecretShape("hvs.", .urlSafe, 24..., "a Vault token"),
    SecretShape("lin_api_", .base62, 40..., "a Linear API key"),
    // developers.notion.com, "Authorization"; the older form is `secret_`.
    SecretShape("ntn_", .base62, 40..., "a Notion token"),
    SecretShape("secret_", .base62, 43...43, "a Notion token"),
    SecretShape("PMAK-", .urlSafe, 50..., "a Postman API key"),
    SecretShape("sbp_", .hex, 40...40, "a Supabase token"),
    SecretShape("shpat_", .hex, 32...32, "a Shopify token"),
    SecretShape("shpca_", .hex, 32...32, "a Shopify token"),
    SecretShape("shppa_", .hex, 32...32, "a Shopify token"),
    SecretShape("shpss_", .hex, 32...32, "a Shopify secret"),
    SecretShape("sq0atp-", .urlSafe, 22..., "a Square token"),
    SecretShape("sq0csp-", .urlSafe, 40..., "a Square secret"),

    // Where agents run and what watches them. New Relic: docs.newrelic.com, "New Relic API keys".
    SecretShape("NRAK-", .capitals, 27...27, "a New Relic API key"),
    SecretShape("NRII-", .urlSafe, 32...32, "a New Relic insert key"),
    SecretShape("NRIQ-", .urlSafe, 32...32, "a New Relic query key"),
    SecretShape("NRRA-", .hex, 42...42, "a New Relic REST API key"),
    SecretShape("NRAA-", .hex, 27...27, "a New Relic admin key"),
    // Sentry: docs.sentry.io, "Auth Tokens". What is in a DSN is made to be seen.
    SecretShape("sntrys_", .anyBase64, 60..., "a Sentry token"),
    SecretShape("sntryu_", .hex, 64...64, "a Sentry token"),
    SecretShape("sntrya_", .hex, 64...64, "a Sentry token"),
    // Doppler: docs.doppler.com, "Token formats". Service tokens may name their configuration.
    SecretShape("dp.pt.", .base62, 40..., "a Doppler token"),
    SecretShape("dp.st.", .dotted, 40..., "a Doppler token"),
    SecretShape("dp.ct.", .base62, 40..., "a Doppler token"),
    SecretShape("dp.sa.", .base62, 40..., "a Doppler token"),
    SecretShape("dp.said.", .base62, 40..., "a Doppler token"),
    SecretShape("dp.scim.", .base62, 40..., "a Doppler token"),
    SecretShape("dp.audit.", .base62, 40..., "a Doppler token"),
    // Heroku: devcenter.heroku.com, "OAuth", since 2024; before, they were UUIDs.
    SecretShape("HRKU-", .uuid, 36...36, "a Heroku API key"),
    SecretShape("HRKU-", .urlSafe, 36..., "a Heroku API key"),
    // Mapbox: docs.mapbox.com, "Access tokens". Public ones begin with `pk.`.
    SecretShape("sk.eyJ", .dotted, 60..., "a Mapbox secret token"),
    // Fly.io: fly.io/docs/security/tokens. Macaroons are base64, with padding inside.
    SecretShape("fo1_", .urlSafe, 40..., "a Fly.io token"),
    SecretShape("fm1r_", .anyBase64, 80..., "a Fly.io token"),
    SecretShape("fm1a_", .anyBase64, 80..., "a Fly.io token"),
    SecretShape("fm2_", .anyBase64, 80..., "a Fly.io token"),
    // Vercel: vercel.com/docs, "Tokens". The older ones have no prefix.
    SecretShape("vercel_blob_rw_", .urlSafe, 40..., "a Vercel Blob token"),
    SecretShape("vcp_", .base62, 24..., "a Vercel token"),
    SecretShape("vca_", .base62, 24..., "a Vercel token"),
    SecretShape("vci_", .base62, 24..., "a Vercel token"),
    SecretShape("vcr_", .base62, 24..., "a Vercel token"),
    SecretShape("vck_", .base62, 24..., "a Vercel token"),
    // Cloudflare: developers.cloudflare.com/fundamentals/api, "Token formats". The older ones have no
    // prefix.
    SecretShape("cfut_", .urlSafe, 40..., "a Cloudflare token"),
    SecretShape("cfat_", .urlSafe, 40..., "a Cloudflare token"),
    SecretShape("cfk_", .urlSafe, 40..., "a Cloudflare key"),
    // Discord: discord.com/developers/docs/reference, of accounts with a second factor.
    SecretShape("mfa.", .urlSafe, 80..., "a Discord token"),
  ]

  /// For each byte, the shapes that begin with it.
  static let byFirst: [[SecretShape]] = (0..<256).map { byte in
    all.filter { $0.prefix.first == UInt8(byte) }
  }
}
