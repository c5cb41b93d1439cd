package classcloud

// Version is this module's version without the v of its tag, as calls say it in their User-Agent: classcloud-go/0.1.0. Between two releases it is
// that of the next one with "-dev" behind it.
const Version = "0.1.0-dev"
