package baijiayun_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestCostsOfSmallClasses(t *testing.T) {
	srv, client := newCloud(t)
	ctx := t.Context()
	room := srv.AddRoom(baijiayuntest.Room{Type: 4})
	day := classcloud.Date{Year: 2018, Month: 2, Day: 6}
	srv.AddRows("Usage.ListSmallClassDailyCosts", 0, `{"2018-02-07":0.25,"2018-02-06":3,"2018-02-08":1}`)
	days, err := client.Usage.ListSmallClassDailyCosts(ctx, &baijiayun.ListSmallClassDailyCostsRequest{StartDate: day, EndDate: day.AddDays(1)})
	require.NoError(t, err)
	assert.Equal(t, []baijiayun.DailyCost{{Date: day, Cost: 3}, {Date: day.AddDays(1), Cost: 0.25}}, days)
	srv.AddRows("Usage.ListSmallClassRoomCosts", 0, `{"17091462522905":2,"17091462522904":"1.5"}`)
	rooms, err := client.Usage.ListSmallClassRoomCosts(ctx, &baijiayun.ListSmallClassRoomCostsRequest{Date: day, ProductType: baijiayun.ProductTypeSmall})
	require.NoError(t, err)
	assert.Equal(t, []baijiayun.RoomCost{{RoomID: 17091462522904, Cost: 1.5}, {RoomID: 17091462522905, Cost: 2}}, rooms)
	for _, r := range srv.Requests() {
		assert.Contains(t, []string{"0", "2"}, r.Params["product_type"], "always sent")
	}
	_, err = client.Usage.ListSmallClassUserCosts(ctx, &baijiayun.ListSmallClassUserCostsRequest{Date: day, RoomID: room.RoomID})
	require.NoError(t, err)
	_, err = client.Usage.ListSmallClassUserCosts(ctx, &baijiayun.ListSmallClassUserCostsRequest{Date: day, RoomID: room.RoomID + 1})
	assert.ErrorIs(t, err, baijiayun.CodeRoomNotFound)
	_, err = client.Usage.ListSmallClassDailyCosts(ctx, &baijiayun.ListSmallClassDailyCostsRequest{StartDate: day, EndDate: day.AddDays(-1)})
	assert.ErrorContains(t, err, "EndDate (end_date) is before StartDate")
}
