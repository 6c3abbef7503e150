/**
 * Questions that have little to do with each other, of the kind that people put to the documents of an organisation. A passage that is near
 * many of them is about nothing in particular. They stand in for a workspace's own questions until there are some; none is a secret.
 */

const LINES = `
How many days of annual leave do I have?
Who approves a business trip abroad?
How do I reset my password?
What is the refund policy for damaged goods?
When are salaries paid?
How do I connect to the office wireless network?
Which expenses are reimbursed without a receipt?
What should I do when I am ill?
How is overtime compensated?
Where do visitors register?
What is the notice period for employees?
How do I request a new laptop?
Who is the data protection officer?
How long are invoices kept?
What does the maintenance contract cover?
How do I report a security incident?
Which suppliers are approved?
What is the delivery time for spare parts?
How is the annual bonus calculated?
What are the opening hours of the canteen?
How do I install the VPN client?
What is the warranty on the pump?
Which vaccinations are recommended for travel?
How do I cancel a subscription?
What is the capital requirement for banks?
How are customer complaints handled?
Which chemicals must be stored separately?
How do I configure two-factor authentication?
What is the speed limit on the site?
How is a purchase order approved?
Who signs contracts on behalf of the company?
What are the payment terms for new clients?
How do I book a meeting room?
What temperature must the cold store keep?
How are backups tested?
What is the interest rate on the loan?
How do I apply for parental leave?
Which insurance covers rented cars?
How often are fire drills held?
What is the dosage of ibuprofen for children?
How do I export a report to a spreadsheet?
What are the tax rates for small companies?
How do I deploy the service to production?
What caused the outage last week?
Which standards apply to electrical cables?
How do I calibrate the scale?
Who may enter the server room?
What is the policy on gifts from suppliers?
How do I train a neural network?
What is the melting point of aluminium?
How are shares granted to staff?
Which languages does the product support?
How do I change my bank account for payroll?
What happens when a contract is terminated early?
How is the quality of drinking water tested?
What is the maximum load of the crane?
How do I unsubscribe from the newsletter?
Which documents are needed for a visa?
How are job applicants interviewed?
What is the return on investment of the project?
How do I replace the filter of the air conditioner?
Who owns the rights to the photographs?
What are the side effects of the vaccine?
How do I write a unit test?
Which ports does the firewall leave open?
How is personal data deleted?
What is the school calendar this year?
How are elections to the works council held?
How do I sharpen a kitchen knife?
What was decided at the board meeting?
How is the rent adjusted to inflation?
Which plants grow in the shade?
What are the rules of chess?
How do I repair a flat bicycle tyre?
What is the distance between the two cities?
Which museum shows modern art?
How is cheese made?
Who wrote the novel?
What is the history of the castle?
How does a heat pump work?
When was the bridge built?
What is the population of the region?
How do birds find their way in winter?
Which ingredients does the recipe need?
How do I train a puppy?
What is the treatment for high blood pressure?
How are earthquakes measured?
Which planets have rings?
How does a battery store energy?
What is the exchange rate of the euro?
How do I prune an apple tree?
Which team won the championship?
How is wine fermented?
What is the function of the liver?
How do I fold a paper crane?
What was the cause of the war?
Who discovered penicillin?
How do I learn to play the guitar?
What is the plot of the film?
Which trains stop at the airport?
How is glass recycled?
What are the symptoms of influenza?
How do I file a patent?
Which court hears appeals?
What is the penalty for late payment?
How do I register a trademark?
How is a will made valid?
What are the duties of a trustee?
Which laws protect tenants?
How do I appeal against a fine?
What is the age limit for driving a lorry?
How are pensions taxed?
What is the deadline for the tax return?
How do I claim damages after an accident?
Which permits does a building site need?
How is custody of children decided?
What is the difference between a loan and a lease?
How do I open a company in another country?
Which customs duties apply to textiles?
What are the limits of liability in the agreement?
How is confidential information marked?
Who is allowed to sign a non-disclosure agreement?
What is the process for a public tender?
How do I reach technical support at night?
Which service level is promised to premium customers?
How do I merge two branches in version control?
What is the default timeout of the connection?
How do I read a file line by line?
Which exceptions does the function throw?
How do I add an index to a database table?
What is the format of the configuration file?
How are messages acknowledged by the queue?
How do I limit the number of requests per client?
Which environment variables does the program read?
How is memory released after use?
What is the complexity of the sorting algorithm?
How do I parse a date in another time zone?
Which encryption is used for data at rest?
How do I roll back a failed migration?
How are log files rotated?
What is the schema of the events?
How do I mount a volume in a container?
Which browsers are supported?
How do I centre an element on a page?
How is access to the repository granted?
What does the error code mean?
How do I upgrade the operating system?
Which licence does the library have?
How do I restore a deleted mailbox?
What is the size limit of attachments?
How do I share a calendar with a colleague?
How do I print on both sides?
Which keyboard shortcut takes a screenshot?
How do I clean the lens of a camera?
What is the battery life of the headset?
How do I pair a phone with the car?
Which adapter fits the projector?
How do I reduce noise on a call?
What is the resolution of the display?
How do I measure the thickness of a pipe?
Which alloy resists corrosion at sea?
What is the lift of a wing at low speed?
How is turbulence modelled near a wall?
What is the buckling load of a cylinder?
How is steel hardened?
Which lubricant is used in the gearbox?
How do I balance a rotor?
What is the efficiency of the turbine?
How are cracks in welds found?
Which sensor measures humidity?
How is concrete cured in winter?
What is the fire rating of the door?
How do I wire a three-phase motor?
Which fuse protects the circuit?
How is the pressure of the boiler controlled?
What is the torque for the wheel bolts?
How often is the lift inspected?
Which protective clothing is worn in the laboratory?
How is hazardous waste labelled?
What do I do after a chemical splash?
How are needles disposed of safely?
Which patients need a special diet?
How is blood pressure taken?
What is the waiting time for surgery?
How do I store insulin?
Which vitamins are found in spinach?
How much exercise is healthy for adults?
How is asthma diagnosed?
What are the stages of sleep?
How do I help somebody who has fainted?
Which tests are done during pregnancy?
How does the immune system remember an infection?
What is the risk of the operation?
How are clinical trials approved?
Which genes cause the disease?
How is protein structure determined?
What is the boiling point of ethanol?
How do plants turn light into sugar?
Which gases warm the atmosphere?
How is carbon dated?
What is the speed of sound in water?
How do magnets lose their strength?
What is dark matter?
How far away is the nearest star?
Which equation describes a falling body?
What is the derivative of a product?
How is the variance of a sample estimated?
What is a prime number?
How do I prove a statement by induction?
Which colours mix to purple?
How is a portrait lit?
What is the meaning of the poem?
How do I tune a violin?
Which dance comes from Argentina?
Who painted the ceiling of the chapel?
What is the tempo of a waltz?
How is a story structured in three acts?
How do I quote a source in an essay?
Which books are on the reading list?
How are exams graded?
What are the admission requirements of the university?
How do I apply for a scholarship?
When does the semester begin?
How do I teach fractions to children?
Which toys are safe for a toddler?
How do I prepare for a job interview?
What should a letter of application contain?
How are performance reviews conducted?
Which training is mandatory every year?
How do I give feedback to a manager?
What is the dress code for client meetings?
How do I work from another country?
How are working hours recorded?
Which holidays does the office observe?
How do I nominate a colleague for an award?
What is the procedure when somebody leaves?
How do I return a badge?
Where do I park a bicycle?
How is mail distributed in the building?
Which elevator goes to the roof?
How do I order stationery?
What is the emergency number on site?
How are cleaning shifts planned?
Which rooms have a whiteboard?
How do I register for the summer party?
What is the menu on Friday?
How is a lost phone reported?
Which cards can be used at the petrol station?
How do I plan a route with several stops?
What is the weight limit for parcels?
How are pallets stacked?
Which carrier delivers on Saturday?
How do I track a shipment?
How is stock counted at the end of the year?
What is the reorder level of screws?
How are prices set for the season?
Which discount do members receive?
How do I return a pair of shoes?
What size should I order?
How is leather cared for?
Which fabrics shrink in the wash?
How do I remove a wine stain?
How do I paint a window frame?
What is the best time to sow carrots?
How do I keep slugs off lettuce?
Which soil do roses like?
How often should a cactus be watered?
How do I fillet a fish?
What can replace eggs in a cake?
How long does rice keep in the fridge?
Which tea contains no caffeine?
How hot must the oven be for bread?
How do I set up a tent in the rain?
Which knots does a climber need?
What is the depth of the lake?
How do I read a tide table?
Which animals hibernate?
How do bees make honey?
What do owls eat?
How old can a tortoise become?
Which breed of dog is calm?
How do I clean an aquarium?
What is the offside rule?
How is a marathon measured?
Which muscles does swimming train?
How do I score in tennis?
Who holds the world record?
How are Olympic hosts chosen?
What are the visiting hours of the hospital?
How do I vote from abroad?
Which ministry is responsible for transport?
How is the budget of the city decided?
What did the minister say about migration?
How do I obtain a copy of a birth certificate?
Which religion celebrates the festival?
What language is spoken on the island?
How was the empire founded?
When did the railway reach the coast?
Who led the revolution?
What is the currency of the country?
How high is the mountain?
Which river flows through the capital?
How is the weather in spring?
What should I pack for the trip?
Which hotel is near the conference?
How do I get from the station to the harbour?
What is the cancellation fee of the flight?
How much cash may I carry across the border?
How is inflation measured?
What drives the price of oil?
How do central banks create money?
Which index tracks small companies?
How is goodwill written down?
What is the margin of the product line?
How do I read a balance sheet?
Which risks are listed in the prospectus?
How is a dividend declared?
What is the forecast for next quarter?
How are competitors positioned?
Which customers buy most?
How do I write a press release?
What is the tone of voice of the brand?
Which channels reach young people?
How is a survey sampled?
What does the logo stand for?
How do I measure the success of a campaign?
`;

export const QUESTION_BANK: readonly string[] = LINES.trim().split('\n');
