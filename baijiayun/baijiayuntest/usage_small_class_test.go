package baijiayuntest_test

import "testing"

func TestCostsOfSmallClasses(t *testing.T) {
	srv := start(t)
	addedRoom(srv)
	srv.AddRows("Usage.ListSmallClassDailyCosts", 0, `{"2018-01-31":1,"2018-02-01":2,"2018-02-15":3.5,"2018-02-16":4}`)
	called(t, srv, "Usage.ListSmallClassDailyCosts", nil).data(t, `{"cost":{"2018-02-01":2,"2018-02-15":3.5}}`)
	srv.AddRows("Usage.ListSmallClassRoomCosts", 0, `{"17091462522904":7}`)
	called(t, srv, "Usage.ListSmallClassRoomCosts", nil).data(t, `{"room_cost":{"17091462522904":7}}`)
	called(t, srv, "Usage.ListSmallClassUserCosts", nil).data(t, `{"note":"no source shows this reply"}`)
}
