package classcloudprometheus_test

import (
	"context"
	"fmt"
	"log"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	classcloudprometheus "github.com/go-classcloud/classcloud/contrib/prometheus"
)

func counted(source baijiayun.CredentialSource, registry prometheus.Registerer, opts ...classcloud.ClientOption) (*baijiayun.Client, error) {
	observer, err := classcloudprometheus.New(classcloudprometheus.Config{})
	if err != nil {
		return nil, err
	}
	if err := registry.Register(observer); err != nil { // once for all clients of the program
		return nil, err
	}
	return baijiayun.New(source, append(opts, classcloud.WithObserver(observer))...)
}

// A room that does not exist is one call, by vendor, operation, kind and outcome.
func Example() {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	registry := prometheus.NewRegistry()
	client, err := counted(srv.Credentials(), registry, classcloud.WithBaseURL(srv.URL))
	if err != nil {
		log.Fatal(err)
	}
	if _, err := client.Rooms.Get(context.Background(), 17); err == nil {
		log.Fatal("there is a room 17")
	}
	families, err := registry.Gather()
	if err != nil {
		log.Fatal(err)
	}
	for _, family := range families {
		if family.GetName() == "classcloud_calls_total" {
			for _, label := range family.GetMetric()[0].GetLabel() {
				fmt.Println(label.GetName(), label.GetValue())
			}
		}
	}
	// Output:
	// kind NotFound
	// operation Rooms.Get
	// outcome NotApplied
	// vendor baijiayun
}
