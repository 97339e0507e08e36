namespace IdentityProvider.Tests.RoundTrips;

/// <summary>What is counted: each prepares what it needs, and returns the one request.</summary>
internal static class CountedRequests
{
    public static IReadOnlyDictionary<string, Func<Caller, Task<Func<Task>>>> All { get; } = new Dictionary<string, Func<Caller, Task<Func<Task>>>>
    {
        ["client credentials"] = caller => Ready(() => caller.PostAsync("/connect/token", ("grant_type", "client_credentials"), ("scope", "admin.api"))),
        ["client credentials with an assertion"] = caller => Ready(() => caller.AssertAsync(("grant_type", "client_credentials"), ("scope", "admin.api"))),
        ["authorization, signed in and agreed"] = caller => Ready(() => caller.AuthorizeAsync()),
        ["pushed request"] = caller => Ready(() => caller.PushAsync()),
        ["authorization by a pushed request, signed in and agreed"] = async caller =>
        {
            var requestUri = await caller.PushAsync();
            return () => caller.AuthorizeAsync(requestUri);
        },
        ["code exchange"] = async caller =>
        {
            var code = await caller.AuthorizeAsync();
            return () => caller.RedeemAsync(code);
        },
        ["code exchange with a wrong verifier"] = async caller =>
        {
            var code = await caller.AuthorizeAsync();
            return () => caller.RedeemAsync(code, verifier: new string('x', 43), error: "invalid_grant");
        },
        ["replay of a code"] = async caller =>
        {
            var code = await caller.AuthorizeAsync();
            await caller.RedeemAsync(code);
            return () => caller.RedeemAsync(code, error: "invalid_grant");
        },
        ["device authorization"] = caller => Ready(() => caller.AskForDeviceAsync()),
        ["poll of a device that waits"] = async caller =>
        {
            var asked = await caller.AskForDeviceAsync();
            return () => caller.PostAsync("/connect/token", "authorization_pending",
                [("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", asked.GetProperty("device_code").GetString()!)]);
        },
        ["client credentials bound by DPoP"] = caller => Ready(() => caller.ProveAsync(("grant_type", "client_credentials"), ("scope", "admin.api"))),
        ["refresh bound by DPoP"] = async caller =>
        {
            var tokens = await caller.NewTokensAsync();
            return () => caller.ProveAsync(("grant_type", "refresh_token"), ("refresh_token", tokens.GetProperty("refresh_token").GetString()!));
        },
        ["refresh"] = async caller =>
        {
            var tokens = await caller.NewTokensAsync();
            return () => caller.RefreshAsync(tokens);
        },
        ["reuse of a refresh token"] = async caller =>
        {
            var tokens = await caller.NewTokensAsync();
            await caller.RefreshAsync(tokens);
            return () => caller.RefreshAsync(tokens, error: "invalid_grant");
        },
        ["userinfo with a new token"] = async caller =>
        {
            var tokens = await caller.NewTokensAsync();
            return () => caller.GetUserInfoAsync(tokens);
        },
        ["userinfo again"] = async caller =>
        {
            var tokens = await caller.NewTokensAsync();
            await caller.GetUserInfoAsync(tokens);
            return () => caller.GetUserInfoAsync(tokens);
        },
        ["introspection of an access token"] = async caller =>
        {
            var tokens = await caller.NewTokensAsync();
            return () => caller.PostAsync("/connect/introspect", ("token", tokens.GetProperty("access_token").GetString()!));
        },
        ["introspection of a refresh token"] = async caller =>
        {
            var tokens = await caller.NewTokensAsync();
            return () => caller.PostAsync("/connect/introspect", ("token", tokens.GetProperty("refresh_token").GetString()!));
        },
        ["revocation"] = async caller =>
        {
            var tokens = await caller.NewTokensAsync();
            return () => caller.PostAsync("/connect/revocation", ("token", tokens.GetProperty("refresh_token").GetString()!));
        },
    };

    private static Task<Func<Task>> Ready(Func<Task> request) => Task.FromResult(request);
}
