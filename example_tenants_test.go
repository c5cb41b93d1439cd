package classcloud_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/url"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// tenantKey is where the tenant stands in a context.
type tenantKey struct{}

// tenants are credentials by tenant: a source is asked for each attempt, so a changed key counts from the next attempt on.
type tenants map[string]baijiayun.Credentials

// Credentials returns those of the context's tenant. An error of it is the call's error, and nothing is sent.
func (t tenants) Credentials(ctx context.Context) (baijiayun.Credentials, error) {
	tenant, _ := ctx.Value(tenantKey{}).(string)
	keys, ok := t[tenant]
	if !ok {
		return baijiayun.Credentials{}, fmt.Errorf("there is no tenant %q", tenant)
	}
	return keys, nil
}

// One client serves all tenants: their credentials come from the context, and their limits are counted apart.
func Example_tenants() {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	room := srv.AddRoom(baijiayuntest.Room{Title: "Grammar"})
	client, err := baijiayun.New(tenants{"north": srv.Credentials()}, classcloud.WithBaseURL(srv.URL))
	if err != nil {
		log.Fatal(err)
	}

	north := context.WithValue(context.Background(), tenantKey{}, "north")
	got, err := client.Rooms.Get(north, room.RoomID)
	fmt.Println(got.Title, err)

	south := context.WithValue(context.Background(), tenantKey{}, "south")
	_, err = client.Rooms.Get(south, room.RoomID)
	fmt.Println(err != nil, len(srv.Requests()))
	// Output:
	// Grammar <nil>
	// true 1
}

// A test server plays one account. To test a program of several, give each tenant a server, and let a middleware choose it by the context.
func Example_tenantsOfATest() {
	ctx := context.Background()
	keys, servers := tenants{}, map[string]*url.URL{}
	for i, tenant := range []string{"north", "south"} {
		srv := baijiayuntest.NewServer(baijiayuntest.WithCredentials(baijiayun.Credentials{
			Domain: tenant, PartnerID: int64(1001 + i), PartnerKey: "invented-key-of-" + tenant}))
		defer srv.Close()
		srv.AddRoom(baijiayuntest.Room{Title: "Grammar in the " + tenant})
		at, err := url.Parse(srv.URL)
		if err != nil {
			log.Fatal(err)
		}
		keys[tenant], servers[tenant] = srv.Credentials(), at
	}
	client, err := baijiayun.New(keys, classcloud.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			at := servers[r.Context().Value(tenantKey{}).(string)]
			r = r.Clone(r.Context())
			r.URL.Scheme, r.URL.Host, r.Host = at.Scheme, at.Host, at.Host
			return next.RoundTrip(r)
		})
	}))
	if err != nil {
		log.Fatal(err)
	}
	for _, tenant := range []string{"north", "south"} {
		for room, err := range client.Rooms.All(context.WithValue(ctx, tenantKey{}, tenant), nil) {
			fmt.Println(room.Title, err)
		}
	}
	// Output:
	// Grammar in the north <nil>
	// Grammar in the south <nil>
}
