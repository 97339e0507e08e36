using Microsoft.Extensions.Hosting;

namespace UserDirectory.Registration;

/// <summary>The section <c>Registration</c>.</summary>
public sealed class RegistrationOptions
{
    public const string Section = "Registration";

    /// <summary>Whether people register themselves.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether an address must be proved before the first sign-in. By default it must, except in development.</summary>
    public bool? RequireVerifiedEmail { get; set; }

    public bool IsVerifiedEmailRequired(IHostEnvironment environment) => RequireVerifiedEmail ?? !environment.IsDevelopment();
}
