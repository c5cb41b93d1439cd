package classcloudotel_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	classcloudotel "github.com/go-classcloud/classcloud/contrib/otel"
)

func traced(source aui.CredentialSource, base string) (*aui.Client, error) {
	observer, err := classcloudotel.New(classcloudotel.Config{}) // the global providers; one observer serves all clients
	if err != nil {
		return nil, err
	}
	return aui.New(source, classcloud.WithBaseURL(base), classcloud.WithObserver(observer),
		classcloud.WithMiddleware(observer.Propagate)) // traceparent: the AppServer is yours, and goes on with the trace
}

// The program's provider is the global one. A class is asked for, the first answer is a gateway's 503.
func Example() {
	exporter := tracetest.NewInMemoryExporter()
	otel.SetTracerProvider(sdktrace.NewTracerProvider(sdktrace.WithSyncer(exporter)))
	srv := auitest.NewServer()
	defer srv.Close()
	class := srv.AddClass(auitest.Class{Title: "Mathematics", TeacherID: "t-1"})
	srv.Inject("Classes.Get", auitest.Fault{Status: 503})

	client, err := traced(srv.Credentials(), srv.URL)
	if err != nil {
		log.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if _, err := client.Classes.Get(ctx, &aui.GetClassRequest{ClassID: class.ClassID, UserID: "t-1"}); err != nil {
		log.Fatal(err)
	}
	for _, span := range exporter.GetSpans() {
		fmt.Println(span.Name, span.Status.Code)
	}
	// Output:
	// POST Unset
	// aui Auth.Login Unset
	// POST Error
	// POST Unset
	// aui Classes.Get Unset
}

// Baijiayun's accounts have a host each, which a program with many tenants may not want in its metrics: a view leaves it out.
func Example_view() {
	reader := metric.NewManualReader()
	meters := metric.NewMeterProvider(metric.WithReader(reader), metric.WithView(metric.NewView(
		metric.Instrument{Name: "http.client.request.duration"},
		metric.Stream{AttributeFilter: attribute.NewDenyKeysFilter("server.address", "server.port")})))
	observer, err := classcloudotel.New(classcloudotel.Config{MeterProvider: meters})
	if err != nil {
		log.Fatal(err)
	}
	for range 2 { // tenants
		srv := baijiayuntest.NewServer()
		defer srv.Close()
		if _, err := srv.Client(classcloud.WithObserver(observer)).Rooms.List(context.Background(), &baijiayun.ListRoomsRequest{Page: 1}); err != nil {
			log.Fatal(err)
		}
	}
	var all metricdata.ResourceMetrics
	if err := reader.Collect(context.Background(), &all); err != nil {
		log.Fatal(err)
	}
	for _, m := range all.ScopeMetrics[0].Metrics {
		if data, is := m.Data.(metricdata.Histogram[float64]); is && m.Name == "http.client.request.duration" {
			for _, point := range data.DataPoints {
				fmt.Println(point.Count, point.Attributes.Encoded(attribute.DefaultEncoder()))
			}
		}
	}
	// Output: 2 http.request.method=POST,http.response.status_code=200
}
