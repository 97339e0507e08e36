using System.Globalization;

namespace UserApi.Tests.Hosting;

/// <summary>The calls of a person on what is their own.</summary>
internal static class OwnCalls
{
    public static Task<Answer> GetAtAsync(this Person person, string path, params (string, string)[] headers) =>
        person.Host.SendAsync(HttpMethod.Get, path, person.Token("profile.api"), headers: headers);

    public static Task<Answer> PutAtAsync(this Person person, string path, string json, params (string, string)[] headers) =>
        person.Host.SendAsync(HttpMethod.Put, path, person.Token("profile.api"), json, headers: headers);

    public static Task<Answer> PatchAtAsync(this Person person, string path, string json, params (string, string)[] headers) =>
        person.Host.SendAsync(HttpMethod.Patch, path, person.Token("profile.api"), json, "application/merge-patch+json", headers);

    public static Task<Answer> PostAtAsync(this Person person, string path, string json, params (string, string)[] headers) =>
        person.Host.SendAsync(HttpMethod.Post, path, person.Token("profile.api"), json, headers: headers);

    public static Task<Answer> DeleteAtAsync(this Person person, string path, params (string, string)[] headers) =>
        person.Host.SendAsync(HttpMethod.Delete, path, person.Token("profile.api"), headers: headers);

    /// <summary>A token of somebody who signed in so long ago.</summary>
    public static string TokenSince(this Person person, TimeSpan ago, Guid? session = null)
    {
        var claims = new Dictionary<string, object> { ["auth_time"] = (TimeProvider.System.GetUtcNow() - ago).ToUnixTimeSeconds() };
        if (session is { } id) claims["sid"] = id.ToString("D", CultureInfo.InvariantCulture);
        return person.Host.Issuer.Token(person.Id.ToString(), "profile.api", claims: claims);
    }
}
