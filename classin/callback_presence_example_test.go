package classin_test

import (
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud/classin"
)

// Who was there, from the message that sums a class up. What could not be read is not counted as absent, and not paid by.
func ExampleEndCallback_AttendanceSheet() {
	body, err := classin.SignCallback([]byte(`{"Cmd":"End","SID":1000082,"StartTime":1756803600,"CloseTime":1756808400,"Data":{"inoutEnd":{
		"7":{"Total":3000,"Identity":1,"Details":[{"Type":"In","Time":1756804200},{"Type":"Out","Time":1756807200}]},
		"8":{"Total":"abc","Identity":1}}}}`), "the-secret", time.Unix(1756809000, 0))
	if err != nil {
		fmt.Println(err)
		return
	}
	callback, err := classin.ParseCallback(body, classin.Credentials{SID: 1000082, Secret: "the-secret"})
	if err != nil {
		fmt.Println(err)
		return
	}
	payload, err := callback.Decode()
	if err != nil {
		fmt.Println(err)
		return
	}
	end := payload.(*classin.EndCallback)
	for _, line := range end.AttendanceSheet(classin.AttendanceRule{Roster: []classin.UID{7, 8, 9}, LateGrace: 5 * time.Minute}) {
		if line.Uncertain {
			fmt.Println(line.UID, line.Status, "uncertain:", line.Problems[0])
			continue
		}
		fmt.Println(line.UID, line.Status, line.Duration, "late by", line.Late)
	}
	// Output:
	// 7 Present 50m0s late by 10m0s
	// 8 Unknown uncertain: /Data/inoutEnd/8/Total: "abc" is not a span of time
	// 9 Absent 0s late by 0s
}
