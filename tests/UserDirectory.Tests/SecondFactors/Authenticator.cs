using UserDirectory.SecondFactors;
using UserDirectory.Sessions;
using UserDirectory.SignIn;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.SecondFactors;

/// <summary>A person with an authenticator app, as the suites need one.</summary>
internal sealed record Authenticator(DirectoryFixture Directory, SignedInUser Person, byte[] Key, IReadOnlyList<string> RecoveryCodes)
{
    public static SignInOrigin Origin { get; } = new("203.0.113.7", "Test/1.0", null);

    /// <summary>A new person who is signed in by password and sets an app up.</summary>
    public static async Task<Authenticator> SetUpAsync(DirectoryFixture directory)
    {
        var person = await SignedInAsync(directory);
        var session = await SessionOfAsync(directory, person);
        var key = await directory.CallAsync<AuthenticatorApps, NewAuthenticator>(apps => apps.BeginAsync(person.UserId, CancellationToken.None));
        var bytes = Decode(key.Key);
        var code = new EnrolmentCode(key.Id, TimeCodes.Of(bytes, TimeCodes.StepOf(directory.Time.GetUtcNow())));
        var outcome = await directory.CallAsync<AuthenticatorApps, EnrolmentOutcome>(
            apps => apps.ConfirmAsync(person.UserId, session, code, Calls.Stranger with { UserId = person.UserId }, CancellationToken.None));
        var confirmed = Assert.IsType<EnrolmentOutcome.Confirmed>(outcome);
        directory.Time.Advance(TimeSpan.FromSeconds(TimeCodes.StepSeconds)); // the step of the first code is used
        return new Authenticator(directory, confirmed.User, bytes, confirmed.RecoveryCodes);
    }

    public static async Task<SignedInUser> SignedInAsync(DirectoryFixture directory, params string[] roles)
    {
        var (id, name) = await directory.RegisteredAsync(roles);
        return new SignedInUser(id, name, directory.Time.GetUtcNow(), AssuranceLevels.One, ["pwd"]);
    }

    public static async Task<Guid> SessionOfAsync(DirectoryFixture directory, SignedInUser person)
    {
        var handle = await directory.Get<SessionRecords>().OpenAsync(person, Origin, CancellationToken.None);
        return (await directory.Get<SessionRecords>().FindAsync(handle!, CancellationToken.None))!.Id;
    }

    /// <summary>The app's code, so many steps from now.</summary>
    public string Code(int distance = 0) => TimeCodes.Of(Key, TimeCodes.StepOf(Directory.Time.GetUtcNow()) + distance);

    /// <summary>A new sign-in by password that waits for the second step.</summary>
    public async Task<string> BeginAsync()
    {
        var first = Person with { AuthTime = Directory.Time.GetUtcNow(), Acr = AssuranceLevels.One, Amr = ["pwd"] };
        var handle = await Directory.CallAsync<PartialSignIns, string?>(partial => partial.BeginAsync(first, "/", Origin, CancellationToken.None));
        return Assert.IsType<string>(handle);
    }

    public async Task<StepOutcome> ProveAsync(string method, string code, string? handle = null, SignInOrigin? origin = null)
    {
        handle ??= await BeginAsync();
        return await Directory.CallAsync<StepProof, StepOutcome>(
            proof => proof.ProveAsync(handle, new StepCode(method, code), origin ?? Origin, CancellationToken.None));
    }

    private static byte[] Decode(string base32)
    {
        var bits = string.Concat(base32.Select(character => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(character), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(octet => octet.Length == 8).Select(octet => Convert.ToByte(new string(octet), 2))];
    }
}
