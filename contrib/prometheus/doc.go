// Package classcloudprometheus counts and times a client's calls for Prometheus. Its [Observer] is a [prometheus.Collector]:
//
//	observer, err := classcloudprometheus.New(classcloudprometheus.Config{})
//	err = registry.Register(observer)
//	client, err := baijiayun.New(credentials, classcloud.WithObserver(observer))
//
// One observer serves all clients of a program, of all vendors. These are its metrics:
//
//	classcloud_calls_total                vendor, operation, kind, outcome   calls that ended
//	classcloud_call_duration_seconds      vendor, operation, kind            a histogram: how long calls took, with their waits and repeats
//	classcloud_attempt_duration_seconds   vendor, operation, status          a histogram: how long each HTTP request took
//	classcloud_limiter_wait_seconds       vendor, operation                  a histogram: how long calls waited in the limiter
//	classcloud_calls_in_flight            vendor, operation                  calls that go on
//
// kind is OK, the name of the error's [classcloud.Kind], such as NotFound, or panic where a function of the program panicked inside the call.
// outcome is OK, or the name of the error's [classcloud.Outcome]: Unknown and Applied are what [classcloud.MaybeApplied] means. status is the
// class of the HTTP status, such as 5xx, or none where no answer came. Many refusals come under 200: kind knows.
//
// Every label has few values, and a series exists once something happened in it: a program has as many as it has operations, and a few for each of
// their failures. All calls by Do are one operation. With Config.Account each account has its own.
//
// What is worth an alert, and what is worth a look:
//
//	sum by (vendor) (rate(classcloud_calls_total{outcome=~"Unknown|Applied"}[5m]))         what may have been done all the same
//	sum by (vendor) (rate(classcloud_calls_total{kind="Unauthenticated"}[5m])) > 0         keys or a clock are wrong
//	histogram_quantile(0.99, sum by (le, vendor) (rate(classcloud_attempt_duration_seconds_bucket[5m])))
//	sum by (vendor) (rate(classcloud_limiter_wait_seconds_sum[5m]))                        calls that are waiting at a time
package classcloudprometheus
