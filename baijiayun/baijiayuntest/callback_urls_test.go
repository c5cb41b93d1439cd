package baijiayuntest_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestCallbackURLOfTheAccount(t *testing.T) {
	srv, user := start(t), receive(t)
	get := func() reply { return post(t, srv, "/openapi/live_account/getClassCallbackUrl", nil) }
	get().data(t, `{"url":""}`)
	delivery := srv.SendCallback("", baijiayuntest.ClassEvent{})
	assert.False(t, delivery.Delivered)
	assert.Empty(t, delivery.Attempts)

	post(t, srv, "/openapi/live_account/setClassCallbackUrl", fields{"url": user.URL}).data(t, fmt.Sprintf(`{"url":%q}`, user.URL))
	get().data(t, fmt.Sprintf(`{"url":%q}`, user.URL))
	assert.True(t, srv.SendCallback("", baijiayuntest.ClassEvent{}).Delivered)
	post(t, srv, "/openapi/live_account/setClassCallbackUrl", fields{"url": "no"}).failed(t, 1001)
	get().data(t, fmt.Sprintf(`{"url":%q}`, user.URL))

	wire := start(t, baijiayuntest.WithDialect(baijiayuntest.DialectQuoted))
	post(t, wire, "/openapi/live_account/getClassCallbackUrl", nil).data(t, `{"url":null}`)
}
