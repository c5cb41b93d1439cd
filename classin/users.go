package classin

// UsersService is filled below.
type UsersService struct{ client *Client }
