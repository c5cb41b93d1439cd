package classin_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestCourseIsNeverDoubled(t *testing.T) {
	courses := map[string]int{}
	client, stub := stubbed(t, func(r clienttest.Request) clienttest.Answer {
		identity, code := r.Form.Get("courseUniqueIdentity"), 398
		if courses[identity] == 0 {
			courses[identity], code = len(courses)+1, 1
		}
		switch r.N % 4 {
		case 1:
			return clienttest.Answer{Reset: true}
		case 2:
			return clienttest.Answer{Status: http.StatusBadGateway}
		default:
			return clienttest.JSON(fmt.Sprintf(`{"data":%d,"error_info":{"errno":%d}}`, courses[identity], code))
		}
	})
	var wg sync.WaitGroup
	for range 200 {
		wg.Go(func() {
			in := &classin.CreateCourseRequest{CourseName: "a"}
			for {
				course, err := client.Courses.Create(t.Context(), in)
				if err == nil {
					assert.False(t, course.Existed && in.Identity == "")
					return
				}
				var e *classcloud.Error
				if !assert.ErrorAs(t, err, &e) || !assert.NotEmpty(t, e.Key) {
					return
				}
				in.Identity = e.Key
			}
		})
	}
	wg.Wait()
	stub.Do(func() { assert.Len(t, courses, 200) })
}
