package classin

// RecordingsService is filled below.
type RecordingsService struct{ client *Client }
