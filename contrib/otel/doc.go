// Package classcloudotel makes spans and metrics of OpenTelemetry from a client's calls. Its [Observer] follows the semantic conventions for HTTP
// clients and for errors, of the version that its spans and metrics name as their schema.
//
//	observer, err := classcloudotel.New(classcloudotel.Config{}) // the global providers
//	client, err := agora.New(credentials, classcloud.WithObserver(observer))
//
// # Spans
//
// A call is an INTERNAL span that is named by vendor and operation: "baijiayun Rooms.Create", and "agora Do" for every call by Do. Each of its
// attempts is a CLIENT span below it, which is named by its HTTP method.
//
//	classcloud.vendor, classcloud.operation     both, at their start
//	http.request.method, server.address,        attempts, at their start
//	http.request.resend_count                   attempts but the first, at their start
//	url.template                                attempts, with Config.URLTemplate; never of a call by Do
//	http.response.status_code                   attempts that were answered
//	classcloud.request_id                       both: the vendor's id of the request, which its support asks for
//	classcloud.limiter.wait                     calls: seconds in the limiter, over all attempts
//	classcloud.account                          both, with Config.Account
//	error.type                                  failures: see below
//	classcloud.code, classcloud.outcome         failures: the vendor's code, and whether it may have been applied
//
// The status of a failure is Error. Its description is the error's text, unless Config.OmitErrorText is set; an attempt whose HTTP status says
// it all has none. That text holds what the vendor said, and the path of a call by Do. A url.full, which the conventions ask for, is left out on purpose: vendors take signatures and tokens in the query.
//
// # Metrics
//
//	http.client.request.duration        s, by what the conventions list: method, address, port, HTTP status, error.type; url.template as above
//	classcloud.client.call.duration     s, by vendor, operation, error.type and outcome: how long calls took, with their waits and repeats
//	classcloud.client.limiter.wait      s, by vendor and operation: how long calls waited in the limiter
//
// They are histograms, and so count too. Every attribute has few values; the path of a call by Do is in none. One grows with your tenants:
// Baijiayun's accounts have a host each. A view of your MeterProvider can leave server.address out.
//
// # error.type
//
// Of a call it is the name of its [classcloud.Kind]: "NotFound". Of an attempt it is the HTTP status from 400 on, such as "503", and otherwise
// the kind: vendors say most of their refusals under 200. "panic" says that a function of the program panicked inside the call. What its caller
// gave up is not an error: an attempt then has no error.type, and a call has "Canceled", without the status Error.
package classcloudotel
