package classcloudotel

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	"github.com/go-classcloud/classcloud"
)

// The attributes that the conventions do not have.
const (
	keyVendor    = attribute.Key("classcloud.vendor")
	keyOperation = attribute.Key("classcloud.operation")
	keyAccount   = attribute.Key("classcloud.account")
	keyRequestID = attribute.Key("classcloud.request_id")
	keyWait      = attribute.Key("classcloud.limiter.wait")
	keyCode      = attribute.Key("classcloud.code")
	keyOutcome   = attribute.Key("classcloud.outcome")
)

// startCall begins the span of a call.
func (o *Observer) startCall(ctx context.Context, begin classcloud.Event) (context.Context, func(classcloud.Event)) {
	began := time.Now()
	whose := []attribute.KeyValue{keyVendor.String(begin.Vendor), keyOperation.String(begin.Operation.Name)}
	ctx, span := o.tracer.Start(ctx, begin.Vendor+" "+begin.Operation.Name, trace.WithTimestamp(began), trace.WithSpanKind(trace.SpanKindInternal),
		trace.WithAttributes(whose...))
	return ctx, func(end classcloud.Event) {
		ended, bad := time.Now(), failureOfCall(end)
		span.SetAttributes(keyWait.Float64(end.Wait.Seconds()))
		o.finish(span, end, bad)
		span.End(trace.WithTimestamp(ended))
		o.waits.Record(ctx, end.Wait.Seconds(), metric.WithAttributes(whose...))
		o.calls.Record(ctx, ended.Sub(began).Seconds(), metric.WithAttributes(append(whose, bad.attributes()...)...))
	}
}

// finish gives a span that somebody will see what is known at its end.
func (o *Observer) finish(span trace.Span, end classcloud.Event, bad failure) {
	if !span.IsRecording() {
		return
	}
	if end.RequestID != "" {
		span.SetAttributes(keyRequestID.String(end.RequestID))
	}
	if o.config.Account && end.Account != "" {
		span.SetAttributes(keyAccount.String(end.Account))
	}
	span.SetAttributes(bad.attributes()...)
	if bad.code != "" {
		span.SetAttributes(keyCode.String(bad.code))
	}
	if bad.isError {
		text := bad.text
		if o.config.OmitErrorText {
			text = ""
		}
		span.SetStatus(codes.Error, text)
	}
}

// failure is what spans and metrics say of one. The zero value is a success.
type failure struct {
	isError bool   // the span's status is Error
	kind    string // error.type; empty for none
	outcome string // whether it may have been applied
	code    string // the vendor's
	text    string // the status's description
}

// panicked is the failure of what ended in a panic: of a function of the program's inside the call, such as one of OnReply.
var panicked = failure{isError: true, kind: "panic", outcome: classcloud.OutcomeUnknown.String()}

// failureOfCall returns the failure of a call. What has no error had a reply: without both, the call was left by a panic.
func failureOfCall(end classcloud.Event) failure {
	switch {
	case end.Err == nil && end.Status == 0:
		return panicked
	case end.Err == nil:
		return failure{}
	}
	e := errorOf(end.Err)
	return failure{isError: e.Kind != classcloud.Canceled, kind: e.Kind.String(), outcome: e.Outcome.String(), code: e.Code, text: end.Err.Error()}
}

// attributes of a failure have few values: they are for metrics too.
func (f failure) attributes() (out []attribute.KeyValue) {
	if f.kind != "" {
		out = append(out, semconv.ErrorTypeKey.String(f.kind))
	}
	if f.outcome != "" {
		out = append(out, keyOutcome.String(f.outcome))
	}
	return out
}
