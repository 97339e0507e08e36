namespace ServiceDefaults.RateLimiting;

/// <summary>Section <c>RateLimits</c>: each limit can be set as <c>RateLimits:Registration:Permits</c> and <c>:Window</c>.</summary>
public sealed class RateLimits
{
    public bool Enabled { get; set; } = true;

    /// <summary>Passwords tried for one account.</summary>
    public RateLimit SignIn { get; set; } = new(nameof(SignIn)) { Permits = 10, Window = TimeSpan.FromMinutes(5) };

    /// <summary>Failed sign-ins from one network.</summary>
    public RateLimit SignInFailures { get; set; } = new(nameof(SignInFailures)) { Permits = 5, Window = TimeSpan.FromMinutes(1) };

    /// <summary>Registrations from one network.</summary>
    public RateLimit Registration { get; set; } = new(nameof(Registration)) { Permits = 5, Window = TimeSpan.FromHours(1) };

    /// <summary>Mails with a link that are asked for one account.</summary>
    public RateLimit Mails { get; set; } = new(nameof(Mails)) { Permits = 5, Window = TimeSpan.FromHours(1) };

    /// <summary>Mails with a link that are asked for from one network.</summary>
    public RateLimit MailsOfNetwork { get; set; } = new(nameof(MailsOfNetwork)) { Permits = 30, Window = TimeSpan.FromHours(1) };

    /// <summary>API reads without a token, from one network.</summary>
    public RateLimit AnonymousReads { get; set; } = new(nameof(AnonymousReads)) { Permits = 1000, Window = TimeSpan.FromHours(1) };

    /// <summary>API writes without a token, from one network.</summary>
    public RateLimit AnonymousWrites { get; set; } = new(nameof(AnonymousWrites)) { Permits = 100, Window = TimeSpan.FromHours(1) };

    /// <summary>API reads of one user or client.</summary>
    public RateLimit Reads { get; set; } = new(nameof(Reads)) { Permits = 5000, Window = TimeSpan.FromHours(1) };

    /// <summary>API writes of one user or client.</summary>
    public RateLimit Writes { get; set; } = new(nameof(Writes)) { Permits = 500, Window = TimeSpan.FromHours(1) };

    /// <summary>Archives of all that is held on one person.</summary>
    public RateLimit Exports { get; set; } = new(nameof(Exports)) { Permits = 5, Window = TimeSpan.FromHours(1) };

    /// <summary>Clients that register themselves from one network.</summary>
    public RateLimit ClientRegistrations { get; set; } = new(nameof(ClientRegistrations)) { Permits = 20, Window = TimeSpan.FromHours(1) };

    /// <summary>Codes of devices tried by one person.</summary>
    public RateLimit DeviceCodes { get; set; } = new(nameof(DeviceCodes)) { Permits = 10, Window = TimeSpan.FromMinutes(5) };

    /// <summary>Wrong codes of devices tried from one network.</summary>
    public RateLimit DeviceCodeFailures { get; set; } = new(nameof(DeviceCodeFailures)) { Permits = 30, Window = TimeSpan.FromMinutes(5) };

    /// <summary>Token requests of one client.</summary>
    public RateLimit Token { get; set; } = new(nameof(Token)) { Permits = 6000, Window = TimeSpan.FromMinutes(1) };

    /// <summary>Sign-in, consent and account pages shown to one network.</summary>
    public RateLimit Pages { get; set; } = new(nameof(Pages)) { Permits = 600, Window = TimeSpan.FromMinutes(1) };

    /// <summary>Pictures of people read from one network: a page may show a hundred.</summary>
    public RateLimit Pictures { get; set; } = new(nameof(Pictures)) { Permits = 3000, Window = TimeSpan.FromMinutes(1) };

    /// <summary>Discovery and keys read from one network.</summary>
    public RateLimit Metadata { get; set; } = new(nameof(Metadata)) { Permits = 3000, Window = TimeSpan.FromMinutes(1) };

    internal static string? Validate(RateLimits limits)
    {
        foreach (var property in typeof(RateLimits).GetProperties())
        {
            if (property.GetValue(limits) is not RateLimit limit) continue;
            if (limit.Permits < 1) return $"The setting RateLimits:{property.Name}:Permits must be 1 or more.";
            if (limit.Window <= TimeSpan.Zero || limit.Window > TimeSpan.FromDays(1))
                return $"The setting RateLimits:{property.Name}:Window must lie between 00:00:01 and 1.00:00:00.";
        }

        return null;
    }
}
