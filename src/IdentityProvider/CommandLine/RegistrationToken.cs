using Microsoft.Extensions.Options;
using OidcEngine;
using OidcEngine.Registration;
using ServiceDefaults.Configuration;
using UserDirectory.Audit;
using UserDirectory.ClientRegistration;

namespace IdentityProvider.CommandLine;

/// <summary><c>IdentityProvider registration-token [--RegistrationToken:Uses=1] [--RegistrationToken:Lifetime=1.00:00:00]
/// [--RegistrationToken:Scopes="openid profile"] [--RegistrationToken:GrantTypes=authorization_code] [--RegistrationToken:Purpose=...]</c>:
/// makes an initial access token (RFC 7591 §3) and writes it to the output, this once. It may run beside a server.</summary>
internal static class RegistrationToken
{
    public const int Made = 0;
    public const int Refused = 1;

    private const int MaxUses = 10_000;
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(365);

    public static async Task<int> RunAsync(string[] settings, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = IdentityProviderApp.Build(settings);
            var wanted = app.Configuration.GetSection("RegistrationToken").Get<Wanted>() ?? new Wanted();
            if (wanted.Problem() is { } problem) throw new StartupFailure(problem);
            var line = await MakeAsync(app.Services, wanted, cancellationToken);
            await output.WriteLineAsync(line.AsMemory(), cancellationToken);
            return Made;
        }
        catch (Exception exception) when (StartupFailure.Explain(exception) is { } sentence)
        {
            await output.WriteLineAsync(sentence.AsMemory(), cancellationToken);
            return Refused;
        }
    }

    private static Task<string> MakeAsync(IServiceProvider services, Wanted wanted, CancellationToken cancellationToken)
    {
        var defaults = services.GetRequiredService<IOptions<OidcEngineOptions>>().Value.Registration;
        var policy = RegistrationPolicy.Parse(wanted.Scopes ?? defaults.Scopes, wanted.GrantTypes ?? defaults.GrantTypes);
        return services.GetRequiredService<InitialAccessTokens>()
            .CreateAsync(policy, wanted.Uses, wanted.Lifetime, wanted.Purpose, Actor.System, cancellationToken);
    }

    private sealed class Wanted
    {
        public int Uses { get; set; } = 1;

        public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(1);

        public string? Scopes { get; set; }

        public string? GrantTypes { get; set; }

        public string? Purpose { get; set; }

        public string? Problem() =>
            Uses is < 1 or > MaxUses ? $"RegistrationToken:Uses must be between 1 and {MaxUses}."
            : Lifetime <= TimeSpan.Zero || Lifetime > MaxLifetime ? "RegistrationToken:Lifetime must be longer than zero and at most 365 days."
            : Purpose is { Length: > 200 } ? "RegistrationToken:Purpose must have at most 200 characters."
            : null;
    }
}
