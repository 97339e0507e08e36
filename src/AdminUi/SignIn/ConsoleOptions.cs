namespace AdminUi.SignIn;

/// <summary>Section <c>AdminUi</c>. The client secret stands there too; <c>AdminUiSecret</c> reads it.</summary>
internal sealed class ConsoleOptions
{
    /// <summary>Whether the console is entered with a second factor alone. Unset: everywhere but in development.</summary>
    public bool? RequireMfa { get; set; }

    /// <summary>The console forgets who did nothing for so long.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    public bool RequiresMfa(IHostEnvironment environment) => RequireMfa ?? !environment.IsDevelopment();

    public string? Refuse() => IdleTimeout >= TimeSpan.FromMinutes(1) && IdleTimeout <= TimeSpan.FromHours(24)
        ? null
        : $"The setting AdminUi:IdleTimeout is \"{IdleTimeout}\": it must lie between 00:01:00 and 1.00:00:00.";
}
