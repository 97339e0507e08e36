namespace UserApi.Tests.Hosting;

/// <summary>Somebody with an account, and the calls that they make.</summary>
internal sealed record Person(ApiHost Host, Guid Id, string Name)
{
    public string Token(string scope) => Host.Issuer.Token(Id.ToString(), scope);

    public Task<Answer> ProfileAsync() => Host.SendAsync(HttpMethod.Get, "/v1/users/profile", Token("profile.api"));

    public Task<Answer> PutAsync(string json, string? ifMatch = null) =>
        Host.SendAsync(HttpMethod.Put, "/v1/users/profile", Token("profile.api"), json, headers: IfMatch(ifMatch));

    public Task<Answer> PatchAsync(string json, string? ifMatch = null) =>
        Host.SendAsync(HttpMethod.Patch, "/v1/users/profile", Token("profile.api"), json, "application/merge-patch+json", IfMatch(ifMatch));

    /// <summary>Reads as an administrator would.</summary>
    public Task<Answer> AdminGetAsync(string path) => Host.SendAsync(HttpMethod.Get, path, Token("admin.api"));

    /// <summary>Acts as an administrator would.</summary>
    public Task<Answer> AdminSendAsync(HttpMethod method, string path, string? json = null, string? ifMatch = null) =>
        Host.SendAsync(method, path, Token("admin.api"), json, headers: IfMatch(ifMatch));

    private static (string, string)[] IfMatch(string? tag) => tag is null ? [] : [("If-Match", tag)];
}
