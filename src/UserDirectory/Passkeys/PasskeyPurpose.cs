namespace UserDirectory.Passkeys;

/// <summary>What a challenge is for. One for another purpose, person or browser is not found.</summary>
/// <param name="Name">One of the three below.</param>
/// <param name="UserId">Whose passkey it must be; null where anybody may sign in.</param>
/// <param name="Browser">The handle in the cookie of the browser that was given the challenge.</param>
internal sealed record PasskeyPurpose(string Name, Guid? UserId, string Browser)
{
    public static PasskeyPurpose Registration(Guid userId, string browser) => new("registration", userId, browser);

    public static PasskeyPurpose SignIn(string browser) => new("sign_in", null, browser);

    public static PasskeyPurpose SecondStep(Guid userId, string browser) => new("second_step", userId, browser);
}
