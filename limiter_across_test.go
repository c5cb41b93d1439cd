package classcloud_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestAcrossAccountsAllShareOneLimit(t *testing.T) {
	limits := []classcloud.Limit{{Every: time.Hour, Burst: 2}, {Name: "chat", Every: time.Hour, Burst: 1}}
	l := classcloud.AcrossAccounts(classcloud.NewLimiter(limits))
	chat := classcloud.Operation{Limit: "chat"}
	goes := func(account string, op classcloud.Operation) bool {
		wait, err := l.Wait(t.Context(), account, op, 0)
		require.NoError(t, err)
		return wait == 0
	}
	assert.True(t, goes("v:a", chat))
	assert.False(t, goes("v:b", chat))
	assert.True(t, goes("v:b", classcloud.Operation{}))
	assert.False(t, goes("v:c", classcloud.Operation{}))
	l.(classcloud.Refunder).Refund(t.Context(), "v:a", classcloud.Operation{})
	assert.True(t, goes("v:d", classcloud.Operation{}), "a place that one gives back is everybody's")
	assert.False(t, goes("v:e", classcloud.Operation{}))
	assert.True(t, goes("other:a", classcloud.Operation{}), "another vendor has a limit of its own in the same limiter")
}

func TestAcrossAccountsRefundsOnlyWhereItCan(t *testing.T) {
	_, refunds := classcloud.AcrossAccounts(classcloud.NoLimit{}).(classcloud.Refunder)
	assert.False(t, refunds)
}

func TestAcrossAccountsOfNoneIsNone(t *testing.T) {
	assert.Equal(t, classcloud.NoLimit{}, classcloud.AcrossAccounts(nil))
}

// tenant is whose call it is.
type tenant struct{}

// many has as many accounts as there are tenants.
type many struct{ own baijiayun.Credentials }

func (m many) Credentials(ctx context.Context) (baijiayun.Credentials, error) {
	m.own.PartnerID += ctx.Value(tenant{}).(int64)
	return m.own, nil
}

// The address of a server has one limit, however many tenants call from it.
func TestTenantsBehindOneAddress(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	sent := func(limiter classcloud.Limiter) int {
		client, err := baijiayun.New(many{srv.Credentials()}, classcloud.WithBaseURL(srv.URL), classcloud.WithLimiter(limiter), classcloud.WithMaxWait(0))
		require.NoError(t, err)
		before := len(srv.Requests())
		for n := range int64(40) {
			_, _ = client.Rooms.List(context.WithValue(t.Context(), tenant{}, n), nil)
		}
		return len(srv.Requests()) - before
	}
	limits := []classcloud.Limit{{Every: time.Hour, Burst: 20}}
	assert.Equal(t, 40, sent(classcloud.NewLimiter(limits)))
	assert.Equal(t, 20, sent(classcloud.AcrossAccounts(classcloud.NewLimiter(limits))))
}
