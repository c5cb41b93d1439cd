package classcloudotel

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	"github.com/go-classcloud/classcloud"
)

// startAttempt begins the span of an attempt, which is one HTTP request.
func (o *Observer) startAttempt(ctx context.Context, begin classcloud.Event) (context.Context, func(classcloud.Event)) {
	began := time.Now()
	name, request := o.request(begin)
	own := []attribute.KeyValue{keyVendor.String(begin.Vendor), keyOperation.String(begin.Operation.Name)}
	if begin.Attempt > 1 {
		own = append(own, semconv.HTTPRequestResendCount(begin.Attempt-1))
	}
	ctx, span := o.tracer.Start(ctx, name, trace.WithTimestamp(began), trace.WithSpanKind(trace.SpanKindClient),
		trace.WithAttributes(request...), trace.WithAttributes(own...))
	return ctx, func(end classcloud.Event) {
		ended, bad := time.Now(), failureOfAttempt(end)
		if end.Status != 0 {
			status := semconv.HTTPResponseStatusCode(end.Status)
			request = append(request, status)
			span.SetAttributes(status)
		}
		o.finish(span, end, bad)
		span.End(trace.WithTimestamp(ended))
		if bad.kind != "" {
			request = append(request, semconv.ErrorTypeKey.String(bad.kind))
		}
		o.requests.Record(ctx, ended.Sub(began).Seconds(), metric.WithAttributes(request...))
	}
}

// request returns the name of an attempt's span and what the conventions say of its request: the span and the metric alike. The path of a call
// by Do is not a template: it may hold ids.
func (o *Observer) request(begin classcloud.Event) (name string, attributes []attribute.KeyValue) {
	method, name := knownMethod(begin.Method)
	attributes = append(serverOf(begin), method)
	if o.config.URLTemplate && begin.Operation.Name != "Do" && begin.Operation.Path != "" {
		name += " " + begin.Operation.Path
		attributes = append(attributes, semconv.URLTemplate(begin.Operation.Path))
	}
	return name, attributes
}

// knownMethod returns a method's attribute, and its name in a span's name. A call by Do may have any.
func knownMethod(method string) (known attribute.KeyValue, name string) {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodConnect, http.MethodOptions, http.MethodTrace:
		return semconv.HTTPRequestMethodKey.String(method), method
	}
	return semconv.HTTPRequestMethodOther, "HTTP"
}

// serverOf returns the server's address and port: none for an attempt that knew no address.
func serverOf(ev classcloud.Event) []attribute.KeyValue {
	if ev.Host == "" {
		return nil
	}
	host, text, err := net.SplitHostPort(ev.Host)
	if err != nil {
		host, text = strings.Trim(ev.Host, "[]"), map[string]string{"http": "80", "https": "443"}[ev.Scheme]
	}
	out := []attribute.KeyValue{semconv.ServerAddress(host)}
	if port, err := strconv.Atoi(text); err == nil {
		out = append(out, semconv.ServerPort(port))
	}
	return out
}

// failureOfAttempt returns the failure of an attempt. The HTTP status from 400 on says it all. What its caller gave up is none.
func failureOfAttempt(end classcloud.Event) failure {
	bad := failureOfCall(end)
	switch {
	case !bad.isError:
		bad.kind = ""
	case end.Status >= 400:
		bad.kind, bad.text = strconv.Itoa(end.Status), ""
	}
	return bad
}

// errorOf returns the *Error that an event's Err is.
func errorOf(err error) *classcloud.Error {
	if e, is := errors.AsType[*classcloud.Error](err); is {
		return e
	}
	return &classcloud.Error{}
}
