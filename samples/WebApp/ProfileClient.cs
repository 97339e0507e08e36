using System.Net;
using System.Text.Json;

namespace WebApp;

/// <summary>What UserApi says of the person, asked with their own access token.</summary>
internal sealed class ProfileClient(HttpClient http)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public async Task<ProfileAnswer> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync("/v1/users/profile", cancellationToken);
            if (answer.StatusCode == HttpStatusCode.Unauthorized) return new ProfileAnswer.SignedOut();
            if (!answer.IsSuccessStatusCode) return new ProfileAnswer.Unavailable();
            var body = await answer.Content.ReadFromJsonAsync<Envelope>(Json, cancellationToken);
            return new ProfileAnswer.Found(body!.Data);
        }
        catch (Exception error) when (error is HttpRequestException or JsonException)
        {
            return new ProfileAnswer.Unavailable();
        }
    }

    private sealed record Envelope(Profile Data);
}

internal sealed record Profile(string Name, string Email, string? Bio, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt);

internal abstract record ProfileAnswer
{
    private ProfileAnswer() { }

    public sealed record Found(Profile Profile) : ProfileAnswer;

    /// <summary>The provider has ended what the token hangs from.</summary>
    public sealed record SignedOut : ProfileAnswer;

    public sealed record Unavailable : ProfileAnswer;
}
