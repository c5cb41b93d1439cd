package classin

import (
	"time"

	"github.com/go-classcloud/classcloud"
)

// Limits returns the documented limits of a school, which clients keep by themselves: 1,000 classes a minute through v2
// (Operation.Limit "createClass"), of which 950 are used, with a burst of 50.
func Limits() []classcloud.Limit {
	return []classcloud.Limit{{Name: "createClass", Every: time.Minute / 950, Burst: 50}}
}
